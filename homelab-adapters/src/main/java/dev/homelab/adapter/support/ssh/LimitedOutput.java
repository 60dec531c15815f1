// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.spi.CommandResult;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes on what a program prints, up to a limit; then it takes no more. */
final class LimitedOutput extends FilterOutputStream {

    /** Far more than any command here prints on a host with hundreds of services. */
    static final long MOST_BYTES = 64L << 20;

    private static final int EXCEEDED = -2;

    private final long most;
    private long written;
    private volatile boolean isExceeded;

    LimitedOutput(OutputStream program) {
        this(program, MOST_BYTES);
    }

    LimitedOutput(OutputStream program, long most) {
        super(program);
        this.most = most;
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
        if (written + length > most) {
            isExceeded = true;
            throw new IOException("more than it may print");
        }
        written += length;
        out.write(bytes, start, length);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** Returns whether there was more. */
    boolean isExceeded() {
        return isExceeded;
    }

    /** Returns the result of a program that was stopped because of it, with an exit code that no program and no signal has. */
    static CommandResult exceeded() {
        return new CommandResult(
                EXCEEDED, "", "it printed more than %d MB, and was stopped".formatted(MOST_BYTES >> 20));
    }
}
