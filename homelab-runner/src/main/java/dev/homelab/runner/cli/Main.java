// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.problem.Where;
import dev.homelab.provision.Cancellation;
import dev.homelab.report.Ending;
import dev.homelab.runner.UnexpectedError;
import dev.homelab.runner.cli.screen.Live;
import dev.homelab.runner.cli.screen.Screen;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The program {@code homelab}. */
public final class Main {

    static final int WRONG_USAGE = 64;

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        if (arguments.length == 1 && HomelabCommand.VERSION.contains(arguments[0])) {
            System.out.println(HomelabCommand.version()); // sooner than the command line is built
            return;
        }
        Masker masker = new Masker();
        Screen screen = Screen.of(System.getenv()).with(new Live(new FileOutputStream(FileDescriptor.out)));
        System.setErr(new PrintStream(new LogStream(screen.above(System.err), masker), true, Charset.defaultCharset()));
        PrintWriter err = writer(System.err);
        Cancellation cancellation = new Cancellation();
        Signals.cancelling(cancellation, err, screen);
        HomelabCommand program = new HomelabCommand(System.getenv(), masker, cancellation, screen);
        System.exit(run(program, writer(screen.above(System.out)), err, arguments));
    }

    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
        return run(new HomelabCommand(environment), out, err, arguments);
    }

    static int run(HomelabCommand program, PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine commandLine =
                program.commandLine(arguments).setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true);
        wrongUsage(commandLine);
        commandLine.setExecutionStrategy(parsed -> {
            log(program.isVerbose());
            return new RunLast().execute(parsed);
        });
        commandLine.setHelpFactory(GroupedHelp::new);
        commandLine.setColorScheme(Help.defaultColorScheme(Ansi.OFF)); // its escapes would look like those of others
        commandLine.setParameterExceptionHandler(Main::wrongUsage);
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
        // What the SSH library complains of is reported as a problem.
        System.setProperty("org.slf4j.simpleLogger.log.net.schmizz", verbose ? "warn" : "off");
    }

    private static int wrongUsage(ParameterException wrong, String... arguments) {
        WrongUsage.print(wrong, wrong.getCommandLine().getErr());
        return WRONG_USAGE;
    }

    private static int failed(Exception failure, CommandLine commandLine, ParseResult parsed) throws Exception {
        if (failure instanceof RuntimeException unchecked) {
            new Terminal(commandLine.getCommandSpec())
                    .problems(UnexpectedError.problems(Where.nowhere(), unchecked), false);
            return Ending.FAILED.exitCode();
        }
        throw failure;
    }
}
