// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.carry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.adapter.compose.ComposeAdapter;
import dev.homelab.adapter.compose.ComposeProject;
import dev.homelab.adapter.compose.ComposeSettings;
import dev.homelab.lab.contract.LabContext;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.ValidCatalog;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
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
import dev.homelab.runner.source.Sources;
import dev.homelab.spi.Binding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Compose makes of a project and of the definition that it became is the same. Some of the projects are judged by
 * default, and all with {@code -Dcarry=whole}.
 */
@Tag("proof")
class CarryTest {

    private static final int SAMPLE = 40;
    private static final Path FIGURE = Path.of("target/proofs/carry.txt");

    private final List<String> unexplained = new ArrayList<>();
    private final Map<String, String> lost = new TreeMap<>();
    private int whole;
    private int raw;
    private int losing;

    @Test
    void composeMakesTheSameOfAProjectAndOfItsDefinition(@TempDir Path folder) throws IOException {
        Optional<RealCompose> compose = RealCompose.findOrInstall();
        assumeTrue(compose.isPresent(), "Compose is not installed: it/servers install");
        List<Path> projects = Corpus.write(Files.createDirectories(folder.resolve("projects")));
        boolean isWhole = System.getProperty("carry", "").equals("whole");
        int step = isWhole ? 1 : projects.size() / SAMPLE;
        int count = 0;
        for (int i = 0; i < projects.size(); i += step) {
            judge(projects.get(i), folder, compose.get());
            count++;
        }
        String figure =
                "%d projects: %d lose nothing, %d with raw, %d lose something that is named; unexplained differences %d"
                        .formatted(count, whole, raw, losing, unexplained.size());
        Files.createDirectories(FIGURE.getParent());
        Files.writeString(FIGURE, figure + "\n");
        System.out.println("carry   " + figure);
        lost.forEach((project, keys) -> System.out.println("  loses " + project + ": " + keys));

        assertThat(unexplained).isEmpty();
        assertThat(count).isGreaterThanOrEqualTo(isWhole ? 150 : SAMPLE);
        assertThat((whole + raw) * 100 / count).isGreaterThanOrEqualTo(90);
    }

    private void judge(Path project, Path folder, RealCompose compose) throws IOException {
        String name = project.getFileName().toString();
        JsonNode original = compose.config(project);
        ReadProject read = ComposeReader.read(project, ReadOptions.usual()).get(0);
        if (read.project().isEmpty()) {
            unexplained.add(name + ": " + read.problems());
            return;
        }
        Conversion conversion = Converter.convert(read.project().get(), ConversionOptions.on("nas"));
        Path written = folder.resolve("definitions").resolve(name);
        Path generated = Files.createDirectories(folder.resolve("generated").resolve(name));
        try {
            write(conversion, written);
            generate(catalog(written), conversion, generated);
        } catch (InvalidDefinitionsException e) {
            unexplained.add("%s: %s\n%s".formatted(name, e.problems(), DefinitionText.of(conversion)));
            return;
        }
        List<String> differences = new ArrayList<>(Comparison.differences(original, compose.config(generated)));
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
        Files.writeString(folder.resolve("inventory.yaml"), """
                homelab: home
                key: env:HOMELAB_KEY
                record: record
                domain: home.arpa
                pin: warn
                hosts:
                  nas: {address: 192.0.2.11, connection: local}
                targets:
                  nas: {kind: compose, host: nas, root: /opt/stacks}
                """);
    }

    private static ValidCatalog catalog(Path folder) {
        return Homelab.of(Sources.inventory(folder.resolve("inventory.yaml")).folder(folder))
                .environment(Map.of())
                .build()
                .catalog();
    }

    /** Writes the files that a run would put on the host. */
    private static void generate(ValidCatalog valid, Conversion conversion, Path folder) throws IOException {
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
    }
}
