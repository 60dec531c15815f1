// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Passes on each line of what is read, as it is read; of a line without an end the beginning. */
final class LineStream extends FilterInputStream {

    private static final int LONGEST = 4096;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineStream(InputStream source, Consumer<String> lines) {
        super(source);
        this.lines = lines;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        if (b >= 0) {
            take(b);
        }
        return b;
    }

    @Override
    public int read(byte[] bytes, int start, int length) throws IOException {
        int count = in.read(bytes, start, length);
        for (int i = start; i < start + count; i++) {
            take(bytes[i]);
        }
        return count;
    }

    private void take(int b) {
        if (b == '\n' || b == '\r') {
            if (line.size() > 0) {
                lines.accept(line.toString(StandardCharsets.UTF_8));
            }
            line.reset();
        } else if (line.size() < LONGEST) {
            line.write(b);
        }
    }
}
