// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.carry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.compose.ComposeAdapter;
import dev.homelab.adapter.compose.ComposeProject;
import dev.homelab.adapter.compose.ComposeSettings;
import dev.homelab.adapter.traefik.DynamicConfiguration;
import dev.homelab.adapter.traefik.RouteFile;
import dev.homelab.adapter.traefik.TraefikAdapter;
import dev.homelab.lab.contract.LabContext;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.ValidCatalog;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Where;
import dev.homelab.provision.Desired;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.InvalidDefinitionsException;
import dev.homelab.runner.importer.Conversion;
import dev.homelab.runner.importer.ConversionOptions;
import dev.homelab.runner.importer.Converter;
import dev.homelab.runner.importer.DefinitionText;
import dev.homelab.runner.importer.MovedSecret;
import dev.homelab.runner.importer.compose.ComposeReader;
import dev.homelab.runner.importer.compose.ReadOptions;
import dev.homelab.runner.importer.compose.ReadProject;
import dev.homelab.runner.importer.route.ForeignRoute;
import dev.homelab.runner.importer.route.RouteFiles;
import dev.homelab.runner.importer.route.TraefikRouters;
import dev.homelab.runner.source.Sources;
import dev.homelab.spi.Binding;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Compose makes of a project and of the definition that it became is the same, and Traefik's file has each router of labels that
 * were carried. Some of the projects are judged by
 * default, and all with {@code -Dcarry=whole}.
 */
@Tag("proof")
class CarryTest {

    private static final int SAMPLE = 40;
    private static final Path FIGURE = Path.of("target/proofs/carry.txt");

    static final String INVENTORY = """
            homelab: home
            key: env:HOMELAB_KEY
            record: record
            domain: home.arpa
            pin: warn
            hosts:
              nas: {address: 192.0.2.11, connection: local}
            targets:
              nas: {kind: compose, host: nas, root: /opt/stacks}
              proxy:
                kind: traefik
                host: nas
                directory: /etc/traefik/dynamic
                api: http://192.0.2.11:8080
                entryPoint: websecure
                plainEntryPoint: web
                certResolver: le
                privateResolvers: [le]
                entryPoints: {postgres: "192.0.2.11:5432", dns: "192.0.2.11:53"}
                network: proxy
                middlewares: [auth@file, secure@file]
              dash: {kind: glance, host: nas, directory: /etc/glance, url: "http://192.0.2.11:8081"}
            """;

    private final List<String> unexplained = new ArrayList<>();
    private final Map<String, String> lost = new TreeMap<>();
    private int whole;
    private int raw;
    private int losing;
    private int labelled;
    private int carried;
    private int routes;
    private int tiles;
    private int compared;

    @Test
    void composeMakesTheSameOfAProjectAndOfItsDefinition(@TempDir Path folder) throws IOException {
        Optional<RealCompose> compose = RealCompose.findOrInstall();
        assumeTrue(compose.isPresent(), "Compose is not installed: it/servers install");
        List<Path> projects = Corpus.write(Files.createDirectories(folder.resolve("projects")));
        boolean isWhole = System.getProperty("carry", "").equals("whole");
        int step = isWhole ? 1 : projects.size() / SAMPLE;
        int count = 0;
        for (int i = 0; i < projects.size(); i++) {
            if (i % step == 0 || isLabelled(projects.get(i))) {
                judge(projects.get(i), folder, compose.get());
                count++;
            }
        }
        String figure =
                "%d projects: %d lose nothing, %d with raw, %d lose something that is named; %d with labels of proxies and dashboards,"
                                .formatted(count, whole, raw, losing, labelled)
                        + " of which %d became %d routes and %d tiles; unexplained differences %d"
                                .formatted(carried, routes, tiles, unexplained.size());
        Files.createDirectories(FIGURE.getParent());
        Files.writeString(FIGURE, figure + "\n");
        System.out.println("carry   " + figure);
        lost.forEach((project, keys) -> System.out.println("  loses " + project + ": " + keys));

        assertThat(unexplained).isEmpty();
        assertThat(count).isGreaterThanOrEqualTo(isWhole ? 150 : SAMPLE);
        assertThat(labelled).isGreaterThanOrEqualTo(15);
        assertThat(carried).isGreaterThanOrEqualTo(100);
        assertThat(compared).as("routers in Traefik's file").isGreaterThanOrEqualTo(20);
        assertThat((whole + raw) * 100 / count).isGreaterThanOrEqualTo(90);
    }

    /** Projects with labels of proxies and dashboards are few, and all judged. */
    private static boolean isLabelled(Path project) {
        return project.getFileName().toString().startsWith("labels-");
    }

    private void judge(Path project, Path folder, RealCompose compose) throws IOException {
        String name = project.getFileName().toString();
        JsonNode original = compose.config(project);
        ReadProject read = ComposeReader.read(project, ReadOptions.usual()).get(0);
        if (read.project().isEmpty()) {
            unexplained.add(name + ": " + read.problems());
            return;
        }
        Conversion conversion = Converter.convert(
                read.project().get(), new ConversionOptions("nas", Optional.of(inventory(folder)), Optional.empty()));
        labelled += isLabelled(project) ? 1 : 0;
        carried += conversion.carried().size();
        routes += conversion.definition().get("routes") instanceof List<?> list ? list.size() : 0;
        tiles += conversion.definition().containsKey("widget") ? 1 : 0;
        Path written = folder.resolve("definitions").resolve(name);
        Path generated = Files.createDirectories(folder.resolve("generated").resolve(name));
        try {
            write(conversion, written);
            ResolvedCatalog resolved = generate(catalog(written), conversion, generated);
            List<String> routers = places(carriedRouters(original, conversion));
            compared += routers.size();
            assertThat(places(routesOfFile(resolved))).as(name).containsAll(routers);
        } catch (InvalidDefinitionsException e) {
            unexplained.add("%s: %s\n%s".formatted(name, e.problems(), DefinitionText.of(conversion)));
            return;
        }
        JsonNode ours = compose.config(generated);
        conversion.carried().forEach(part -> {
            withoutLabel(original, part.key());
            withoutLabel(ours, part.key().toLowerCase(Locale.ROOT));
        });
        List<String> differences = new ArrayList<>(Comparison.differences(original, ours));
        differences.removeIf(difference -> isNamed(difference, conversion));
        if (!differences.isEmpty()) {
            unexplained.add("%s: %s\n%s".formatted(name, differences, DefinitionText.of(conversion)));
        }
        if (!conversion.notCarried().isEmpty()) {
            losing++;
            lost.put(
                    name,
                    conversion.notCarried().stream()
                            .map(one -> one.key() + " (" + one.reason() + ")")
                            .toList()
                            .toString());
        } else if (!conversion.raw().isEmpty()) {
            raw++;
        } else {
            whole++;
        }
    }

    /** A label that became a key of the definition is a known difference. */
    private static void withoutLabel(JsonNode config, String key) {
        config.path("services").properties().forEach(entry -> {
            String prefix = "services." + entry.getKey() + ".labels.";
            if (entry.getValue().path("labels") instanceof ObjectNode labels) {
                labels.properties().removeIf(label -> (prefix + label.getKey()).equals(key));
            }
        });
    }

    /** A difference is explained by what is named of its key. */
    private static boolean isNamed(String difference, Conversion conversion) {
        return conversion.notCarried().stream()
                .map(one -> one.key().replaceAll("\\[.*", ""))
                .anyMatch(key -> {
                    String[] parts = key.split("\\.", -1);
                    String top = String.join(
                            ".",
                            List.of(parts).subList(0, Math.min(parts.length, parts[0].equals("services") ? 3 : 1)));
                    boolean isOfMount = key.contains(".volumes") && difference.startsWith("volumes.");
                    return isOfMount || difference.startsWith(top);
                });
    }

    private static void write(Conversion conversion, Path folder) throws IOException {
        Path category = Files.createDirectories(folder.resolve("imported"));
        Files.writeString(category.resolve(conversion.name() + ".yaml"), DefinitionText.of(conversion));
        for (Map.Entry<String, String> file : conversion.files().entrySet()) {
            Files.createDirectories(category.resolve(file.getKey()).getParent());
            Files.writeString(category.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(folder.resolve("inventory.yaml"), INVENTORY);
    }

    private static Inventory inventory(Path folder) throws IOException {
        Path alone = Files.createDirectories(folder.resolve("alone"));
        Path file = Files.writeString(alone.resolve("inventory.yaml"), INVENTORY);
        return new CatalogReader(Plugins.found().kinds())
                .read(alone, file)
                .catalog()
                .orElseThrow()
                .inventory();
    }

    private static ValidCatalog catalog(Path folder) {
        return Homelab.of(Sources.inventory(folder.resolve("inventory.yaml")).folder(folder))
                .environment(Map.of())
                .build()
                .catalog();
    }

    /** Writes the files that a run would put on the host. */
    private static ResolvedCatalog generate(ValidCatalog valid, Conversion conversion, Path folder) throws IOException {
        LabContext context = new LabContext();
        ServiceName service = conversion.name();
        Map<SecretRef, EncryptedSecret> secrets = new HashMap<>();
        for (MovedSecret secret : conversion.secrets()) {
            SecretRef reference = SecretRef.of("env:" + secret.variable());
            secrets.put(
                    reference,
                    context.sealing().seal(Binding.of(context.homelab(), service, reference), secret.value()));
        }
        ResolvedCatalog resolved =
                new ResolvedCatalog(valid, Map.of(service, secrets), Map.of(service, conversion.files()));
        ComposeSettings settings = new ComposeSettings("nas", "/opt/stacks", Optional.empty());
        Desired<?> desired = new ComposeAdapter()
                .provisioner(resolved.inventory().targets().get("nas"), settings, context)
                .desired(resolved)
                .get(0);
        ComposeProject project = (ComposeProject) desired.resource();
        Files.writeString(folder.resolve("compose.yaml"), project.text().text());
        StringBuilder env = new StringBuilder();
        project.secrets().forEach((variable, secret) -> {
            if (variable.contains("/")) {
                return; // a file, and no variable
            }
            String text = new String(Base64.getDecoder().decode(secret.text()), StandardCharsets.UTF_8);
            env.append(variable)
                    .append("='")
                    .append(text.substring(text.indexOf('\n') + 1))
                    .append("'\n");
        });
        Files.writeString(folder.resolve(".env"), env.toString());
        return resolved;
    }

    /** Returns the routers of the labels that became routes. */
    private static List<ForeignRoute> carriedRouters(JsonNode original, Conversion conversion) {
        List<ForeignRoute> routers = new ArrayList<>();
        original.path("services").properties().forEach(entry -> {
            Map<String, String> labels = new TreeMap<>();
            entry.getValue()
                    .path("labels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            String prefix = "services." + entry.getKey() + ".labels.";
            labels.keySet()
                    .removeIf(label -> conversion.carried().stream()
                            .noneMatch(part -> part.key().equals(prefix + label)));
            ObjectNode root = DynamicConfiguration.ofLabels(labels).root();
            ObjectNode middlewares =
                    root.path("http").path("middlewares") instanceof ObjectNode there ? there : root.objectNode();
            routers.addAll(TraefikRouters.of(root, middlewares, "docker", path -> Where.nowhere()));
        });
        return routers.stream().filter(route -> route.refusal().isEmpty()).toList();
    }

    /** Returns the routers of the file that a run would give to Traefik. */
    private static List<ForeignRoute> routesOfFile(ResolvedCatalog resolved) {
        return new TraefikAdapter()
                        .provisioner(
                                requireNonNull(resolved.inventory().targets().get("proxy")), new LabContext())
                        .desired(resolved)
                        .stream()
                        .map(desired -> ((RouteFile) desired.resource()).text().text())
                        .flatMap(text -> RouteFiles.traefik(text, "routes.yml").routes().stream())
                        .toList();
    }

    /** Returns what routers are for, and what makes a difference for visitors. */
    private static List<String> places(List<ForeignRoute> routes) {
        return routes.stream()
                .flatMap(route -> route.places().stream()
                        .map(place -> "%s %s %s middlewares=%d internal=%s passHost=%s"
                                .formatted(
                                        route.protocol(),
                                        place,
                                        route.more().router().path("priority"),
                                        route.middlewares().size(),
                                        route.answer().internal(),
                                        route.answer().passHostHeader())))
                .toList();
    }
}
