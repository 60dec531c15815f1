// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.problem.Printable;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;

/** Where logs and stack traces are printed: line by line, without secrets and without what acts on a terminal. */
final class LogStream extends FilterOutputStream {

    private final Masker masker;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LogStream(OutputStream to, Masker masker) {
        super(to);
        this.masker = masker;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        line.write(b);
        if (b == '\n') {
            printLine();
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        printLine();
        super.close();
    }

    private void printLine() throws IOException {
        String text = line.toString(Charset.defaultCharset());
        line.reset();
        out.write(Printable.block(masker.mask(text)).getBytes(Charset.defaultCharset()));
        out.flush();
    }
}
