// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import dev.homelab.lab.host.shell.Output;
import dev.homelab.spi.BinaryText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.sshd.server.command.AbstractCommandSupport;

/** One exec request of a client: the text goes in, an output comes back. */
final class SshCommand extends AbstractCommandSupport {

    private final BiFunction<String, Supplier<String>, Output> shell;

    SshCommand(String text, BiFunction<String, Supplier<String>, Output> shell) {
        super(text, null);
        this.shell = shell;
    }

    @Override
    public void run() {
        Output output;
        try {
            output = shell.apply(getCommand(), this::input);
        } catch (RuntimeException e) {
            output = Output.failure(70, "the fake host failed: " + e);
        }
        try {
            send(getOutputStream(), output.bytes());
            send(getErrorStream(), output.err().getBytes(StandardCharsets.UTF_8));
            onExit(output.exit());
        } catch (IOException e) {
            onExit(70, "the client went away");
        }
    }

    /** All that the client writes until it says that this was all; bytes that are no text as {@link BinaryText} has them. */
    private String input() {
        try {
            return BinaryText.of(getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(OutputStream stream, byte[] bytes) throws IOException {
        stream.write(bytes);
        stream.flush();
    }
}
