// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.InvalidDefinitionsException;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.PlanText;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings back what was there before a run. */
@Command(
        name = "rollback",
        description =
                "Bring everything that a run or a later one has changed back to what was there before that run: on"
                        + " all targets, with the secrets of then, whatever definitions say. Data stays as it is.")
final class RollbackCommand extends DefinitionsCommand {

    @Option(names = "--run", paramLabel = "ID", description = "The run, as history lists it (default: the last one).")
    private Optional<String> run = Optional.empty();

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "Bring nothing back but this service; may be given several times.")
    private List<String> services = List.of();

    @Option(names = "--dry-run", description = "Show what would be done, and write nothing, anywhere.")
    private boolean dryRun;

    @Mixin
    private Waiting waiting = new Waiting();

    @Mixin
    private Locking locking = new Locking();

    /** What definitions say does not matter here, save for the order of things; so they may be wrong. */
    @Override
    Homelab read(Definitions definitions, Map<String, String> environment) {
        try {
            return definitions.read(environment);
        } catch (InvalidDefinitionsException e) {
            return definitions.readInventory(environment);
        }
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        Optional<String> chosen = run.or(() -> last(homelab.history()));
        if (chosen.isEmpty()) {
            terminal.line(json ? Json.history(List.of()) : "No run is recorded, so there is nothing to bring back.");
            return Ending.DONE;
        }
        homelab.undoing(chosen.get()).within(new Scope(new HashSet<>(services), Set.of(), Set.of()));
        if (dryRun) {
            return show(homelab.plan(), terminal, json);
        }
        if (!json) {
            terminal.line("Going back to before run %s.".formatted(chosen.get()));
            terminal.lines(homelab.scope().text());
            homelab.telling(new TerminalNotifier(terminal));
        }
        return tell(
                homelab.patient(waiting.patience())
                        .entering(locking.pass(environment()))
                        .apply(),
                terminal,
                json);
    }

    private static Ending show(HomelabPlan plan, Terminal terminal, boolean json) {
        if (json) {
            terminal.line(Json.of(plan, List.of()));
        } else {
            terminal.lines(PlanText.lines(plan));
        }
        return Ending.DONE;
    }

    private static Optional<String> last(List<PastRun> runs) {
        return runs.isEmpty()
                ? Optional.empty()
                : Optional.of(runs.get(runs.size() - 1).run());
    }
}
