// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static java.util.stream.Collectors.joining;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.problem.Printable;
import dev.homelab.problem.Problem;
import dev.homelab.runner.cli.screen.Screen;
import dev.homelab.runner.cli.screen.Watch;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.OneCause;
import dev.homelab.runner.render.PlanText;
import dev.homelab.runner.render.ReportText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** Where commands print: results on standard output, problems on standard error; colours only for people. */
final class Terminal {

    /** What GitHub's and Forgejo's runners take for a command wherever a line of a log begins with it. */
    private static final Pattern JOB_COMMAND = Pattern.compile("(?m)^[ \\t]*+:(?=:[A-Za-z])|#(?=#\\[)");

    private static final String BOLD = "\u001b[1m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String RED = "\u001b[31m";
    private static final Pattern SIGN = Pattern.compile("(?<! ) {4,}+([+~-]) ");
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean isVerbose;
    private final Masker masker;
    private final Screen screen;

    Terminal(CommandSpec spec) {
        this.isVerbose = Invocation.of(spec).isVerbose();
        this.masker = Invocation.of(spec).masker();
        this.screen = Invocation.of(spec).screen();
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
    }

    /** Returns whether all there is to say is asked for. */
    boolean isVerbose() {
        return isVerbose;
    }

    void line(String text) {
        out.println(fitted(text));
        out.flush();
    }

    void lines(List<String> lines) {
        lines.forEach(line -> out.println(fitted(line)));
        out.flush();
    }

    /** Prints a plan, each change and each field in the colour of its sign where colours are shown. */
    void plan(List<String> lines) {
        lines.forEach(line -> out.println(screen.isColored() ? painted(fitted(line)) : fitted(line)));
        out.flush();
    }

    private static String painted(String text) {
        Matcher sign = SIGN.matcher(text);
        if (!sign.lookingAt()) {
            return text;
        }
        String color = switch (sign.group(1)) {
            case "+" -> GREEN;
            case "-" -> RED;
            default -> YELLOW;
        };
        return text.lines().map(line -> color + line + PLAIN).collect(joining("\n"));
    }

    /** Prints a heading, in bold where that is shown. */
    void heading(String text) {
        line("");
        out.println(screen.isColored() ? BOLD + shown(text) + PLAIN : shown(text));
        out.flush();
    }

    /** Returns whether a person can be asked, and sees the lines change. */
    boolean isInteractive() {
        return screen.isInteractive();
    }

    /** Begins to show what the command is at work on. */
    Watch watch() {
        return screen.watch(text -> shown(text).replace('\n', ' '), line -> {
            err.println(shown(line));
            err.flush();
        });
    }

    /** Asks a person; without a person the answer is no. */
    boolean isAgreed(String question) {
        return screen.isAgreed(shown(question));
    }

    /** Prints a prompt and reads a line; nothing at the end of the input. */
    Optional<String> answer(String prompt) {
        return screen.answer(shown(prompt));
    }

    /** Says that a command was cancelled that changes nothing. */
    void cancelled() {
        err.println("Cancelled; nothing was changed.");
        err.flush();
    }

    void warnings(List<Problem> warnings) {
        err.print(fitted(ReportText.warnings(warnings)));
        err.flush();
    }

    void problems(List<Problem> problems, boolean json) {
        if (json) {
            line(Json.of(problems));
        } else {
            err.print(fitted(ReportText.problems(problems)));
            err.println(PlanText.count(OneCause.grouped(problems).size(), "problem") + ".");
            err.flush();
        }
    }

    /** Returns a text as {@link #shown} does, with no line longer than the terminal. */
    private String fitted(String text) {
        return screen.fitted(shown(text));
    }

    /** Returns a text without secrets and without what acts on a terminal or, as a command, on the job of a CI server. */
    private String shown(String text) {
        return JOB_COMMAND.matcher(Printable.block(masker.mask(text))).replaceAll(found -> {
            int last = found.group().length() - 1;
            return "%s\\\\u%04x".formatted(found.group().substring(0, last), (int)
                    found.group().charAt(last));
        });
    }
}
