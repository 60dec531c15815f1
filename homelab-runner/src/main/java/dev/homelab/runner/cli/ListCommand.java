// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.ListText;
import picocli.CommandLine.Command;

/** Lists the services that have a definition. */
@Command(
        name = "list",
        description = {
            "List the services that have a definition, with host and URL.",
            "Connects to nothing and needs no secret."
        },
        footer = {"  homelab list", "  homelab list --json"})
final class ListCommand extends DefinitionsCommand {

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        if (json) {
            terminal.line(Json.services(homelab.catalog().catalog()));
        } else {
            terminal.lines(ListText.lines(homelab.catalog().catalog()));
        }
        return Ending.DONE;
    }
}
