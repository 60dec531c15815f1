// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.model.Definition;
import dev.homelab.model.dsl.JavaSource;
import dev.homelab.model.io.ServiceWriter;
import dev.homelab.provision.Change;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.cli.option.Definitions;
import dev.homelab.runner.cli.option.HtmlOption;
import dev.homelab.runner.record.PastChange;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.render.HistoryText;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.site.PlanPages;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a definition down, in either of the two languages. */
@Command(
        name = "show",
        description = {
            "Print a definition as YAML or Java, or what a run changed.",
            "A definition needs no connection and no secret."
        },
        footer = {"  homelab show photos --as java", "  homelab show 20261122-181500-042"})
final class ShowCommand extends DefinitionsCommand {

    /** The languages of definitions. */
    enum Language {
        yaml,
        java
    }

    @Mixin
    private NamedService named = new NamedService();

    @Option(
            names = "--as",
            paramLabel = "LANGUAGE",
            defaultValue = "yaml",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Language language = Language.yaml;

    @Mixin
    private HtmlOption html = new HtmlOption();

    @Override
    Homelab read(Definitions chosen) {
        return named.isRun() ? chosen.readInventory() : chosen.read();
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        if (named.isRun()) {
            PastRun run = named.run(homelab.record(runOptions()).runs());
            Map<PastChange, Change<?>> pictures = homelab.changes(run);
            String name = homelab.catalog().catalog().inventory().homelab();
            html.write(() -> PlanPages.run(name, run, pictures), masker());
            terminal.lines(json ? List.of(Json.of(run, pictures)) : HistoryText.lines(run, pictures));
            return Ending.DONE;
        }
        return named.find(homelab, found -> {
            Definition definition = homelab.catalog()
                    .written()
                    .definition(found.service().name())
                    .orElse(found);
            String text = text(definition);
            terminal.line(json ? Json.of(definition.service().name(), text) : text.stripTrailing());
        });
    }

    private String text(Definition definition) {
        return language == Language.java ? JavaSource.write(definition) : ServiceWriter.write(definition.service());
    }
}
