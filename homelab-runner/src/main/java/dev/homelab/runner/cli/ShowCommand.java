// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static java.util.stream.Collectors.joining;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.dsl.JavaSource;
import dev.homelab.model.io.ServiceWriter;
import dev.homelab.model.name.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.render.Json;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a definition down, in either of the two languages. */
@Command(
        name = "show",
        description =
                "Print a definition as YAML or as Java, whichever it was written in. Connects to nothing and needs"
                        + " no secret.")
final class ShowCommand extends DefinitionsCommand {

    /** The languages of definitions. */
    enum Language {
        yaml,
        java
    }

    @Parameters(paramLabel = "NAME", description = "The name of the service.")
    private String name = "";

    @Option(
            names = "--as",
            paramLabel = "LANGUAGE",
            defaultValue = "yaml",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Language language = Language.yaml;

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        Catalog catalog = homelab.catalog().catalog();
        Optional<Definition> definition = catalog.definition(ServiceName.of(name));
        if (definition.isEmpty()) {
            terminal.problems(List.of(unknown(catalog)), json);
            return Ending.FAILED;
        }
        String text = text(definition.get());
        terminal.line(json ? Json.of(definition.get().service().name(), text) : text.stripTrailing());
        return Ending.DONE;
    }

    private String text(Definition definition) {
        return language == Language.java ? JavaSource.write(definition) : ServiceWriter.write(definition.service());
    }

    private Problem unknown(Catalog catalog) {
        String names = catalog.services().map(service -> service.name().value()).collect(joining(", "));
        return new Problem(
                "service not known",
                Where.nowhere(),
                "there is no service \"%s\".".formatted(name),
                "name one of %s.".formatted(names));
    }
}
