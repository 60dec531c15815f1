// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.site.DependencyGraph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints which service needs which, for programs that draw. */
@Command(
        name = "graph",
        description = {
            "Print the dependencies of services for Mermaid or Graphviz.",
            "Services stand by host. Connects to nothing and needs no secret."
        },
        footer = {"  homelab graph", "  homelab graph --as dot"})
final class GraphCommand extends DefinitionsCommand {

    /** The languages of graphs. */
    enum Language {
        mermaid,
        dot
    }

    @Option(
            names = "--as",
            paramLabel = "LANGUAGE",
            defaultValue = "mermaid",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Language language = Language.mermaid;

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        DependencyGraph graph = DependencyGraph.of(homelab.catalog().catalog());
        String text = language == Language.dot ? graph.dot() : graph.mermaid();
        terminal.line(json ? Json.graph(language.name(), text) : text.stripTrailing());
        return Ending.DONE;
    }
}
