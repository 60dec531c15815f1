// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * What goes into a program and comes out of it, each on a thread of its own: a program that fills a pipe nobody reads would never
 * end.
 */
final class Pipes {

    private Pipes() {}

    /** Writes all of it, as far as the program reads: its exit code says whether that is as it should be. */
    static void feed(OutputStream program, String input) {
        inBackground(() -> {
            try (program) {
                program.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                return;
            }
        });
    }

    /** Reads all of it; what came before a pipe broke is lost with it. */
    static CompletableFuture<String> text(InputStream program) {
        CompletableFuture<String> text = new CompletableFuture<>();
        inBackground(() -> text.complete(read(program)));
        return text;
    }

    /** Hands on all of it, or what came before a pipe broke, and tells when that is done. */
    static CompletableFuture<Boolean> copy(InputStream program, OutputStream output) {
        CompletableFuture<Boolean> whole = new CompletableFuture<>();
        inBackground(() -> whole.complete(isCopied(program, output)));
        return whole;
    }

    private static String read(InputStream program) {
        try {
            return new String(program.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean isCopied(InputStream program, OutputStream output) {
        try {
            program.transferTo(output);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "homelab-program");
        thread.setDaemon(true);
        thread.start();
    }
}
