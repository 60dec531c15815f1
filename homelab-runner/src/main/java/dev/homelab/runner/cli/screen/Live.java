// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.screen;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.List;

/**
 * The last lines of a terminal, which change while all else scrolls away above them. Each change is a single write, so that nothing
 * flickers. The cursor is left below them, visible, so that nothing has to be restored when the process ends.
 */
public final class Live {

    private static final String UP = "\u001b[%dA";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";

    private final OutputStream terminal;
    private List<String> lines = List.of();
    private int drawn;
    private boolean atLineStart = true;

    /** Nothing is shown yet. */
    public Live(OutputStream terminal) {
        this.terminal = terminal;
    }

    /** Shows these lines, each no longer than the terminal is wide, instead of those before; none to take them away. */
    public synchronized void show(List<String> now) {
        if (now.equals(lines) && drawn == lines.size()) {
            return;
        }
        lines = List.copyOf(now);
        draw(new byte[0], 0, 0);
    }

    /** Returns a stream that prints above the lines. */
    public OutputStream above(OutputStream stream) {
        return new Above(stream);
    }

    private synchronized void draw(byte[] text, int start, int length) {
        StringBuilder before = new StringBuilder();
        if (drawn > 0) {
            before.append(UP.formatted(drawn));
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        if (length > 0 && drawn > 0) {
            before.append(REST_OF_SCREEN);
        }
        frame.writeBytes(before.toString().getBytes(Charset.defaultCharset()));
        frame.write(text, start, length);
        if (length > 0) {
            atLineStart = text[start + length - 1] == '\n';
        }
        int count = 0;
        StringBuilder after = new StringBuilder();
        if (atLineStart) { // otherwise the rest of the line comes soon
            lines.forEach(line -> after.append(line).append(REST_OF_LINE).append('\n'));
            count = lines.size();
        }
        if (drawn > 0 || count > 0) {
            after.append(REST_OF_SCREEN);
        }
        frame.writeBytes(after.toString().getBytes(Charset.defaultCharset()));
        drawn = count;
        try {
            frame.writeTo(terminal);
            terminal.flush();
        } catch (IOException e) {
            lines = List.of(); // a terminal that is gone shows nothing
            drawn = 0;
        }
    }

    /** What is printed to one stream, be it the terminal's own or not. */
    private final class Above extends OutputStream {

        private final OutputStream stream;

        Above(OutputStream stream) {
            super();
            this.stream = stream;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            synchronized (Live.this) {
                if (stream.equals(terminal)) {
                    if (drawn == 0 && lines.isEmpty()) {
                        terminal.write(bytes, start, length);
                        atLineStart = length == 0 ? atLineStart : bytes[start + length - 1] == '\n';
                    } else {
                        draw(bytes, start, length);
                    }
                    return;
                }
                List<String> shown = lines;
                show(List.of());
                stream.write(bytes, start, length);
                stream.flush();
                show(shown);
            }
        }

        @Override
        public void flush() throws IOException {
            synchronized (Live.this) {
                stream.flush();
            }
        }
    }
}
