// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.runner.Unforeseen;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The program {@code homelab}. */
public final class Main {

    static final int WRONG_USAGE = 64;
    private static final Logger VALIDATOR = Logger.getLogger("org.hibernate.validator");

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(System.getenv(), writer(System.out), writer(System.err), arguments));
    }

    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
        VALIDATOR.setLevel(Level.WARNING); // it greets at INFO
        HomelabCommand program = new HomelabCommand(environment);
        CommandLine commandLine =
                new CommandLine(program).setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true);
        wrongUsage(commandLine);
        commandLine.setExecutionStrategy(parsed -> {
            log(program.isVerbose());
            return new RunLast().execute(parsed);
        });
        commandLine.setExecutionExceptionHandler(Main::failed);
        return commandLine.execute(arguments);
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, Charset.defaultCharset()), true);
    }

    private static void wrongUsage(CommandLine commandLine) {
        commandLine.getCommandSpec().exitCodeOnInvalidInput(WRONG_USAGE);
        commandLine.getSubcommands().values().forEach(Main::wrongUsage);
    }

    /** Must come before the first line is logged. */
    private static void log(boolean verbose) {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        System.setProperty("org.slf4j.simpleLogger.log.dev.homelab", verbose ? "debug" : "warn");
        // What the SSH library has to complain of is told as a problem.
        System.setProperty("org.slf4j.simpleLogger.log.net.schmizz", verbose ? "warn" : "off");
    }

    private static int failed(Exception failure, CommandLine commandLine, ParseResult parsed) throws Exception {
        if (failure instanceof RuntimeException unchecked) {
            new Terminal(commandLine.getCommandSpec()).problems(Unforeseen.problems(Where.nowhere(), unchecked), false);
            return Ending.FAILED.exitCode();
        }
        throw failure;
    }
}
