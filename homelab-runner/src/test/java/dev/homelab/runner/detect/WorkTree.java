// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.detect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A work tree of Git that a test fills. */
public final class WorkTree {

    private final Path top;

    /** A new one, in a folder that is there already. */
    public WorkTree(Path top) {
        this.top = top;
        run("init", "-q", "-b", "main");
        run("config", "user.name", "Tester");
        run("config", "user.email", "tester@home.arpa");
    }

    public void write(String file, String text) {
        try {
            Path path = top.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits everything, even if nothing changed. */
    public void commit(String title, String rest) {
        run("add", "-A");
        run("commit", "-q", "--allow-empty", "-m", title, "-m", rest);
    }

    /** Runs git, and returns what it printed. */
    public String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", top.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
