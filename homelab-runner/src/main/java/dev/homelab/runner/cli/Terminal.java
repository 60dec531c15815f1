// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.problem.Problem;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.PlanText;
import dev.homelab.runner.render.ReportText;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Where commands print: results on standard output, problems on standard error; colours only for people. */
final class Terminal {

    private final PrintWriter out;
    private final PrintWriter err;

    Terminal(CommandSpec spec) {
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
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
