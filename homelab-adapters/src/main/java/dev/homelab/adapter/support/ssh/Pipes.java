// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.spi.BinaryText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What goes into a program and comes out of it, each on a thread of its own: a program that fills an unread pipe would never
 * end.
 */
final class Pipes {

    private static final int MOST_KEPT = 1 << 19;

    private Pipes() {}

    /** Writes all of it, as far as the program reads: its exit code says whether that is as it should be. */
    static void feed(OutputStream program, String input) {
        inBackground(() -> {
            try (program) {
                program.write(BinaryText.bytes(input));
            } catch (IOException e) {
                return;
            }
        });
    }

    /**
     * Reads all of it; what came before a pipe broke is lost with it. Of a long text the middle is not kept: what a program
     * complains about first and last shows what is wrong.
     *
     * @param lines takes each line as it comes
     */
    static CompletableFuture<String> text(InputStream program, Consumer<String> lines) {
        CompletableFuture<String> text = new CompletableFuture<>();
        inBackground(() -> text.complete(read(new LineStream(program, lines))));
        return text;
    }

    /**
     * Passes on all of it, or what came before a pipe broke, and completes when that is done.
     *
     * @param stop ends the program, once it has printed more than it may
     */
    static CompletableFuture<Boolean> copy(InputStream program, LimitedOutput output, Runnable stop) {
        CompletableFuture<Boolean> whole = new CompletableFuture<>();
        inBackground(() -> {
            boolean isCopied = isCopied(program, output);
            if (output.isExceeded()) {
                stop.run();
            }
            whole.complete(isCopied);
        });
        return whole;
    }

    private static String read(InputStream program) {
        try {
            String text = new String(program.readNBytes(MOST_KEPT), StandardCharsets.UTF_8);
            byte[] last = new byte[0];
            for (byte[] next = program.readNBytes(MOST_KEPT); next.length > 0; next = program.readNBytes(MOST_KEPT)) {
                last = next.length < MOST_KEPT ? joined(last, next) : next;
            }
            return last.length == 0 ? text : text + "\n...\n" + new String(last, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static boolean isCopied(InputStream program, OutputStream output) {
        try {
            program.transferTo(output);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Does work on a thread of its own, which does not keep the program from ending. */
    static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "homelab-program");
        thread.setDaemon(true);
        thread.start();
    }
}
