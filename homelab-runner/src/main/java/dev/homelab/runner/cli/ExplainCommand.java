// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.model.Definition;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.render.Explanation;
import dev.homelab.runner.render.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a definition comes to, and where each value that it does not say itself comes from. */
@Command(
        name = "explain",
        description = {
            "Print a definition with all defaults, and where each came from.",
            "Connects to nothing and needs no secret."
        },
        footer = "  homelab explain photos")
final class ExplainCommand extends DefinitionsCommand {

    @Mixin
    private NamedService named = new NamedService();

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        return named.find(homelab, definition -> {
            Explanation explanation = explain(homelab, definition);
            terminal.line(json ? Json.of(explanation) : explanation.text().stripTrailing());
        });
    }

    private static Explanation explain(Homelab homelab, Definition definition) {
        return Explanation.of(definition, homelab.catalog().catalog());
    }
}
