// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.model.inventory.DefinitionKinds;
import dev.homelab.model.schema.DefinitionSchema;
import dev.homelab.model.schema.Texts;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.SecretText;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.runner.Version;
import dev.homelab.runner.cli.option.Definitions;
import dev.homelab.runner.source.Sources;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema that editors complete and check definitions with. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Print the JSON Schema of a definition file, for editors.",
        footer = {"  homelab schema service > schema/service-schema.json", "  homelab schema --compare schema"})
final class SchemaCommand implements Callable<Integer> {

    /** The sorts of definition file. */
    enum Sort {
        SERVICE,
        INVENTORY,
        TEMPLATE,
        CATEGORY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        String file() {
            return word() + "-schema.json";
        }
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "SORT",
            defaultValue = "service",
            description = "service, inventory, template or category (default: ${DEFAULT-VALUE}).")
    private Sort sort = Sort.SERVICE;

    @Option(
            names = "--compare",
            paramLabel = "FOLDER",
            description =
                    "Print nothing, and end with 1 if a schema in this folder is another than this program's. None has to be"
                            + " there.")
    private Optional<Path> compared = Optional.empty();

    /** The earlier spelling of {@code --compare}. */
    @Option(names = "--check", hidden = true)
    private Optional<Path> olderSpelling = Optional.empty();

    @Mixin
    private Definitions definitions = new Definitions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Terminal terminal = new Terminal(spec);
        Invocation invocation = Invocation.of(spec);
        definitions.in(invocation.environment(), invocation.masker(), report -> {});
        Plugins plugins = definitions.plugins();
        List<Problem> problems = plugins.check();
        if (!problems.isEmpty()) {
            terminal.problems(problems, definitions.json());
            return Ending.INVALID.exitCode();
        }
        Optional<Path> folder = compared.or(() -> olderSpelling);
        if (folder.isPresent()) {
            return check(folder.get(), plugins, terminal, definitions.json());
        }
        terminal.line(text(sort, plugins));
        return Ending.DONE.exitCode();
    }

    private static int check(Path folder, Plugins plugins, Terminal terminal, boolean json) throws IOException {
        List<String> lines = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Sort each : Sort.values()) {
            Path file = folder.resolve(each.file());
            if (!Files.exists(file)) {
                lines.add("%s is not there; editors may take that of homelab schema.".formatted(file));
            } else if (!Files.readString(file)
                    .strip()
                    .equals(text(each, plugins).strip())) {
                problems.add(outdated(file, each));
            } else {
                lines.add("%s is that of homelab %s.".formatted(file, Version.current()));
            }
        }
        if (!json) {
            terminal.lines(lines);
        }
        if (json || !problems.isEmpty()) {
            terminal.problems(problems, json);
        }
        return (problems.isEmpty() ? Ending.DONE : Ending.FAILED).exitCode();
    }

    private static Problem outdated(Path file, Sort sort) {
        return new Problem(
                "schema is of another version",
                new Where.InFile(file.toString(), 1, 1, ""),
                "editors would check definitions by other rules than homelab %s does.".formatted(Version.current()),
                "write it again:\n\n  homelab schema %s > %s".formatted(sort.word(), file));
    }

    private static String text(Sort sort, Plugins plugins) throws IOException {
        String program = ofProgram(sort);
        DefinitionKinds ours = Sources.ownPlugins().kinds();
        if (plugins.kinds().equals(ours)) {
            return program;
        }
        JsonNode known = new ObjectMapper().readTree(program);
        ObjectNode all = sort == Sort.INVENTORY ? withPlugins(known, plugins) : (ObjectNode) known;
        allow(plugins.kinds().schemes(), ours.schemes(), all);
        return new DefinitionSchema(all).render().stripTrailing();
    }

    /** The schema of this program has texts, which are taken from the source; what plugins add has none. */
    private static ObjectNode withPlugins(JsonNode known, Plugins plugins) {
        ObjectNode all =
                DefinitionSchema.ofInventory(plugins.kinds(), Texts.none()).json();
        known.path("properties").properties().stream()
                .filter(property -> !property.getKey().equals("notify"))
                .forEach(property -> all.withObjectProperty("properties").set(property.getKey(), property.getValue()));
        known.path("definitions").properties().stream()
                .filter(definition -> !definition.getKey().equals("Target"))
                .forEach(definition ->
                        all.withObjectProperty("definitions").set(definition.getKey(), definition.getValue()));
        return all;
    }

    /** Lets references to secrets have the schemes of plugins. */
    private static void allow(Set<String> schemes, Set<String> known, JsonNode schema) {
        Map<String, String> others = new HashMap<>();
        others.put(SecretRef.form(known), SecretRef.form(schemes));
        others.put(SecretText.form(known), SecretText.form(schemes));
        Map.copyOf(others)
                .forEach((from, to) -> others.put(DefinitionSchema.withValues(from), DefinitionSchema.withValues(to)));
        schema.findParents("pattern").forEach(parent -> {
            String pattern = parent.path("pattern").asText();
            ((ObjectNode) parent).put("pattern", others.getOrDefault(pattern, pattern));
        });
    }

    /** Returns the schema of services, without that of plugins. */
    static String service() throws IOException {
        return ofProgram(Sort.SERVICE);
    }

    /** Returns the schema of inventories, without that of plugins. */
    static String inventory() throws IOException {
        return ofProgram(Sort.INVENTORY);
    }

    private static String ofProgram(Sort sort) throws IOException {
        String name = "/schema/" + sort.file();
        try (InputStream schema = SchemaCommand.class.getResourceAsStream(name)) {
            if (schema == null) {
                throw new IllegalStateException(name + " is not in the program. This is a bug in homelab.");
            }
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        }
    }
}
