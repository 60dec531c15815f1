// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/** The program {@code homelab}. */
public final class Main {

    static final int WRONG_USAGE = 64;
    private static final Logger VALIDATOR = Logger.getLogger("org.hibernate.validator");

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        VALIDATOR.setLevel(Level.WARNING); // it greets at INFO
        CommandLine commandLine = new CommandLine(new HomelabCommand());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExitCodeExceptionMapper(failure -> 1);
        commandLine.getCommandSpec().exitCodeOnInvalidInput(WRONG_USAGE);
        commandLine
                .getSubcommands()
                .values()
                .forEach(sub -> sub.getCommandSpec().exitCodeOnInvalidInput(WRONG_USAGE));
        return commandLine.execute(arguments);
    }
}
