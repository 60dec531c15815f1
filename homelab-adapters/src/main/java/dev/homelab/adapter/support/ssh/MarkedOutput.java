// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Passes on what a program prints, and nothing of what its login shell printed before {@link HostEnvironment#MARK}. Of that it
 * keeps the first part, which says why there was no mark.
 */
final class MarkedOutput extends FilterOutputStream {

    private static final byte[] MARK = ("\n" + HostEnvironment.MARK + "\n").getBytes(StandardCharsets.UTF_8);
    private static final int MOST_KEPT = 8192;

    private final ByteArrayOutputStream before = new ByteArrayOutputStream();
    private int matched;

    MarkedOutput(OutputStream program) {
        super(program);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
        int at = start;
        while (at < start + length && !hasBegun()) {
            match(bytes[at++]);
        }
        out.write(bytes, at, start + length - at);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** Returns what stands behind the mark in a whole text, or all of it if the mark is not in it. */
    static String after(String text) {
        String mark = new String(MARK, StandardCharsets.UTF_8);
        int at = text.indexOf(mark);
        return at < 0 ? text : text.substring(at + mark.length());
    }

    /** Returns whether the mark came. */
    boolean hasBegun() {
        return matched == MARK.length;
    }

    /** Returns what came before the mark, or all if none came. */
    String before() {
        return before.toString(StandardCharsets.UTF_8);
    }

    /** The mark has one line end in front and one behind, so after a mismatch only a line end can begin another. */
    private void match(byte b) {
        if (b == MARK[matched]) {
            matched++;
        } else {
            matched = b == MARK[0] ? 1 : 0;
        }
        if (before.size() < MOST_KEPT) {
            before.write(b);
        }
    }
}
