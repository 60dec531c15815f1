// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.PlanText;
import java.util.List;
import picocli.CommandLine.Command;

/** Reads the definitions and says what is wrong with them. */
@Command(name = "validate", description = "Check the definitions. Connects to nothing and needs no secret.")
final class ValidateCommand extends DefinitionsCommand {

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        if (json) {
            terminal.line(Json.of(List.of()));
        } else {
            int services = homelab.catalog().catalog().definitions().size();
            terminal.line(PlanText.count(services, "service") + ", no problems.");
        }
        return Ending.DONE;
    }
}
