// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.HomelabStatus;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.StatusText;
import picocli.CommandLine.Command;

/** Shows how every service is. */
@Command(
        name = "status",
        description = {
            "Show how every service is: health, image, URL, drift.",
            "Looks once at every target, and skips what is unreachable. Changes nothing, and ends with 1 if a service is not healthy."
        },
        footer = {"  homelab status", "  homelab status --json"})
final class StatusCommand extends DefinitionsCommand {

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        HomelabStatus status = homelab.status(runOptions());
        if (json) {
            terminal.line(Json.of(status));
        } else {
            terminal.lines(StatusText.lines(status));
            terminal.warnings(status.problems());
        }
        return status.isGood() ? Ending.DONE : Ending.FAILED;
    }
}
