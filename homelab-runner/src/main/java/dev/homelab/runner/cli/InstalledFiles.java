// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.runner.cli.completion.ManPage;
import dev.homelab.runner.cli.completion.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** Writes the files of an installation that are made of the command line. The build of the program directory runs it. */
final class InstalledFiles {

    private InstalledFiles() {}

    /** Writes completion scripts and the manual page into a directory. */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]));
    }

    static void write(Path directory) throws IOException {
        Path completion = Files.createDirectories(directory.resolve("completion"));
        for (Shell shell : Shell.values()) {
            Files.writeString(completion.resolve(shell.file()), shell.script(program()));
        }
        Path manual = Files.createDirectories(directory.resolve("share/man/man1"));
        Files.writeString(manual.resolve("homelab.1"), new ManPage(program()).text(HomelabCommand.version()));
    }

    private static CommandLine program() {
        return new HomelabCommand(Map.of()).commandLine();
    }
}
