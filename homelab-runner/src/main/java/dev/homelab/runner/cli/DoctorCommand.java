// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.runner.Checkup;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.render.DoctorText;
import dev.homelab.runner.render.Json;
import java.util.List;
import picocli.CommandLine.Command;

/** Looks at everything that runs need. */
@Command(
        name = "doctor",
        description = {
            "Check hosts, keys, rights, versions and clocks. Writes nothing.",
            "Each host, each target, the run record, and servers as visitors find them have a line of their own, with what is wrong and how to"
                    + " mend it. Exit code 1 if anything is."
        },
        footer = {"  homelab doctor", "  homelab doctor --json"})
final class DoctorCommand extends DefinitionsCommand {

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        List<Checkup> found = homelab.doctor(runOptions());
        if (json) {
            terminal.line(Json.checkups(found));
        } else {
            terminal.lines(DoctorText.lines(found));
        }
        return found.stream().allMatch(Checkup::isOk) ? Ending.DONE : Ending.FAILED;
    }
}
