// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.problem.Problem;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.PlanText;
import dev.homelab.runner.render.ReportText;
import java.io.Console;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Where commands print: results on standard output, problems on standard error; colours only for people. */
final class Terminal {

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean isVerbose;

    Terminal(CommandSpec spec) {
        this.isVerbose = spec.root().userObject() instanceof HomelabCommand program && program.isVerbose();
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
    }

    /** Returns whether all there is to say is asked for. */
    boolean isVerbose() {
        return isVerbose;
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    void lines(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }

    /** Prints a heading, in bold where that is shown. */
    void heading(String text) {
        line("");
        line(Ansi.AUTO.new Text("@|bold " + text.replace("|", "/") + "|@").toString());
    }

    /** Asks a person; where there is none, nobody has agreed. Newer Java has a console even then, which answers nothing. */
    @SuppressWarnings("SystemConsoleNull")
    boolean isAgreed(String question) {
        Console console = System.console();
        String answer = console == null ? null : console.readLine("%s [y/N] ", question);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    void warnings(List<Problem> warnings) {
        err.print(ReportText.warnings(warnings));
        err.flush();
    }

    void problems(List<Problem> problems, boolean json) {
        if (json) {
            line(Json.of(problems));
        } else {
            err.print(ReportText.problems(problems));
            err.println(PlanText.count(problems.size(), "problem") + ".");
            err.flush();
        }
    }
}
