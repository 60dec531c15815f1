// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.model.name.ServiceName;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.cause.Touched;
import dev.homelab.runner.cli.option.Handed;
import dev.homelab.runner.cli.option.Since;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.TouchedText;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says which services definitions ask something else for. */
@Command(
        name = "detect",
        description =
                "Say which services definitions ask something else for than what was applied last, and why: whatever a run"
                        + " that failed did not apply is among them. Looks at the run record and at no target; with --since, at"
                        + " Git alone. Writes nothing, anywhere.")
final class DetectCommand extends DefinitionsCommand {

    @Mixin
    private Since since = new Since();

    @Mixin
    private Handed handed = new Handed();

    /** In a pipeline it is the next job that fails, which says so in more ways than one. */
    @Override
    Ending invalid() {
        handed.folder().ifPresent(folder -> {
            folder.write(
                    "changes.json", Json.touched(new TreeMap<>(), "nothing, since definitions are not valid") + "\n");
            folder.write("changes.env", "HOMELAB_TOUCHED=unknown\n");
        });
        return handed.folder().isPresent() ? Ending.DONE : Ending.INVALID;
    }

    @Override
    void end() {
        since.close();
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        Since.Earlier earlier = since.read(definitions(), environment());
        SortedMap<ServiceName, Touched> touched =
                since.isGiven() ? homelab.touchedSince(earlier.homelab()) : homelab.touched();
        String asJson = Json.touched(touched, earlier.name());
        handed.folder().ifPresent(folder -> {
            folder.write("changes.json", asJson + "\n");
            folder.write("changes.env", "HOMELAB_TOUCHED=%d%n".formatted(touched.size()));
        });
        if (json) {
            terminal.line(asJson);
        } else {
            terminal.lines(TouchedText.lines(touched, earlier.name()));
        }
        return Ending.DONE;
    }
}
