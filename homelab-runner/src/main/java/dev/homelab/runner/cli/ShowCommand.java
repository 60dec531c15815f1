// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static java.util.stream.Collectors.joining;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.dsl.JavaSource;
import dev.homelab.model.io.ServiceWriter;
import dev.homelab.model.name.ServiceName;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.render.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
        Definition definition = catalog.definition(ServiceName.of(name))
                .orElseThrow(() -> new ParameterException(commandLine(), unknown(catalog)));
        String text =
                language == Language.java ? JavaSource.write(definition) : ServiceWriter.write(definition.service());
        terminal.line(json ? Json.of(definition.service().name(), text) : text.stripTrailing());
        return Ending.DONE;
    }

    private String unknown(Catalog catalog) {
        String names = catalog.services().map(service -> service.name().value()).collect(joining(", "));
        return "There is no service \"%s\"; there are %s.".formatted(name, names);
    }
}
