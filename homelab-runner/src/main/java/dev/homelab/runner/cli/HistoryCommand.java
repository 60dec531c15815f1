// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.cli.option.Definitions;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.render.HistoryText;
import dev.homelab.runner.render.Json;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists the runs of the past. */
@Command(
        name = "history",
        description = {"List the last runs that had something to change.", "See one with homelab show RUN."},
        footer = {"  homelab history", "  homelab history --json"})
final class HistoryCommand extends DefinitionsCommand {

    @Override
    Homelab read(Definitions definitions) {
        return definitions.readInventory();
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        List<PastRun> runs = homelab.record(runOptions()).runs();
        if (json) {
            terminal.line(Json.history(runs));
        } else {
            terminal.lines(HistoryText.lines(runs));
        }
        return Ending.DONE;
    }
}
