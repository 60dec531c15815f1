// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.Argv;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.InvalidDefinitionsException;
import dev.homelab.runner.RunOptions;
import dev.homelab.runner.RunRequest;
import dev.homelab.runner.UnexpectedError;
import dev.homelab.runner.cli.option.Definitions;
import dev.homelab.runner.cli.option.TimingsOption;
import dev.homelab.runner.cli.screen.Watch;
import dev.homelab.runner.detect.CheckoutRefusedException;
import dev.homelab.runner.guard.UnknownNameException;
import dev.homelab.runner.record.LockedException;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.PlanText;
import dev.homelab.runner.render.ReportText;
import dev.homelab.runner.render.TimingsText;
import dev.homelab.runner.render.TraceJson;
import dev.homelab.runner.timing.Span;
import dev.homelab.runner.timing.Timings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands on definitions share: reading them, and saying how it ended. */
@Command(mixinStandardHelpOptions = true)
abstract class DefinitionsCommand implements Callable<Integer> {

    @Mixin
    private Definitions definitions = new Definitions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Does the work of the command, and returns how it ended. */
    abstract Ending run(Homelab homelab, Terminal terminal, boolean json);

    /** Reads what the command needs of the definitions. */
    Homelab read(Definitions chosen) {
        return chosen.read();
    }

    /** Leaves how it ended to later jobs of a pipeline. */
    void leave(Report report) {}

    private Integer failed(Ending ending, List<Problem> problems) {
        leave(Report.begin("", "", List.of()).ended(ending, List.of(), masker().mask(problems)));
        return ending.exitCode();
    }

    /** Returns whether, and where to, it is said where the time went; most commands do not. */
    Optional<TimingsOption> timings() {
        return Optional.empty();
    }

    /** Takes away what the command had to put somewhere. */
    void end() {}

    /** Says what is wrong with the definitions. */
    void tell(List<Problem> problems, Terminal terminal, boolean json) {
        terminal.problems(problems, json);
    }

    /** Returns how it ends when definitions are not valid. */
    Ending invalid() {
        return Ending.INVALID;
    }

    final Definitions definitions() {
        return definitions;
    }

    final Map<String, String> environment() {
        return Invocation.of(spec).environment();
    }

    final Masker masker() {
        return Invocation.of(spec).masker();
    }

    /** Returns where secrets are found, those of plugins included. */
    final Secrets secrets() {
        return definitions.secrets();
    }

    /**
     * Returns how to run another command with the options of this one.
     *
     * @param isKept whether an option, by its longest name, is one of that command too
     */
    final String again(String command, Predicate<String> isKept) {
        List<String> words = new ArrayList<>(List.of("homelab", command));
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            if (isKept.test(option.longestName())) {
                boolean isFlag = option.arity().max() == 0;
                List<String> values = isFlag ? List.of("") : option.originalStringValues();
                values.forEach(value -> {
                    words.add(option.longestName());
                    words.addAll(isFlag ? List.of() : List.of(value));
                });
            }
        }
        return Argv.quoted(words);
    }

    /** Returns what to throw when options do not go together. */
    final ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Refuses the name of a category that is no folder directly below the definitions. */
    final void checkCategory(String category) {
        if (!category.matches("[A-Za-z0-9_-]+")) {
            throw wrongUsage("--category must be the name of a folder, such as media.");
        }
    }

    /** Returns how a run is done that Ctrl-C cancels. */
    final RunOptions runOptions() {
        return RunOptions.usual().cancelledBy(Invocation.of(spec).cancellation());
    }

    @Override
    public final Integer call() {
        Terminal terminal = new Terminal(spec);
        Optional<Timings> timings = timings().flatMap(TimingsOption::begin);
        timings.ifPresent(definitions::timedBy);
        definitions.in(environment(), masker(), listener(terminal, timings));
        Optional<Watch> watch = definitions.json() ? Optional.empty() : Optional.of(terminal.watch());
        watch.ifPresent(definitions::watchedBy);
        try {
            int exit = run(read(definitions), terminal, definitions.json()).exitCode();
            timings.ifPresent(taken -> tell(taken.end(), terminal));
            return exit;
        } catch (CancellationException e) {
            terminal.cancelled();
            return failed(Ending.CANCELLED, List.of());
        } catch (InvalidDefinitionsException e) {
            tell(e.problems(), terminal, definitions.json());
            return failed(invalid(), e.problems());
        } catch (UnknownNameException | LockedException | CheckoutRefusedException e) {
            terminal.problems(e.problems(), definitions.json());
            return failed(Ending.REFUSED, e.problems());
        } catch (ParameterException e) {
            throw e; // wrong usage is said by picocli
        } catch (RuntimeException e) {
            List<Problem> problems = UnexpectedError.problems(Where.nowhere(), e);
            terminal.problems(problems, definitions.json());
            return failed(Ending.FAILED, problems);
        } finally {
            watch.ifPresent(Watch::close);
            end();
        }
    }

    private Consumer<Report> listener(Terminal terminal, Optional<Timings> timings) {
        Consumer<Report> printed = definitions.json() ? report -> {} : new TerminalNotifier(terminal)::tell;
        return timings.map(taken -> printed.andThen(taken::follow)).orElse(printed);
    }

    /** A file that cannot be written does not change how the run ended. */
    private void tell(List<Span> spans, Terminal terminal) {
        if (!definitions.json()) {
            terminal.lines(TimingsText.lines(spans));
        }
        timings().flatMap(TimingsOption::trace).ifPresent(file -> {
            try {
                Files.writeString(file, masker().mask(TraceJson.of(spans)));
            } catch (IOException e) {
                terminal.warnings(List.of(new Problem(
                        "trace not written",
                        new Where.InFile(file.toString(), 1, 1, ""),
                        "where the time went could not be written: %s.".formatted(e.getMessage()),
                        "name a file in a folder that exists and that may be written.")));
            }
        });
    }

    /**
     * Applies what was requested. On a terminal the plan is shown first, and just that is applied if it is agreed to.
     *
     * @param isAgreed whether it is agreed to without asking
     * @throws CancellationException if it is not agreed to
     */
    final Report apply(Homelab homelab, RunRequest request, boolean isAgreed, Terminal terminal) {
        if (isAgreed || definitions.json() || !terminal.isInteractive()) {
            if (!definitions.json()) {
                terminal.lines(request.scope().text());
            }
            return homelab.apply(request);
        }
        HomelabPlan plan = homelab.plan(request);
        terminal.plan(PlanText.lines(plan));
        terminal.warnings(plan.warnings());
        terminal.warnings(plan.behind());
        boolean isIdle = plan.isEmpty() && plan.resumption().isEmpty();
        if (!isIdle && homelab.refusal(plan).isEmpty() && !terminal.isAgreed(question(plan))) {
            throw new CancellationException();
        }
        return homelab.apply(plan);
    }

    private static String question(HomelabPlan plan) {
        return plan.isEmpty()
                ? "Resume the interrupted run?"
                : "Apply %s?".formatted(plan.count() == 1 ? "this change" : "these %d changes".formatted(plan.count()));
    }

    static Ending tell(Report report, Terminal terminal, boolean json) {
        if (json) {
            terminal.line(Json.of(report));
        } else {
            if (!report.problems().isEmpty()) {
                terminal.problems(report.problems(), false);
            }
            terminal.line("");
            terminal.line(ReportText.ending(report));
        }
        return report.ending().orElse(Ending.FAILED);
    }
}
