// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.homelab.adapter.Golden;
import dev.homelab.adapter.support.AdapterContext;
import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.adapter.support.http.Http;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.SshHosts;
import dev.homelab.model.Definition;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.ValidCatalog;
import dev.homelab.model.container.Container;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.model.rule.CatalogValidator;
import dev.homelab.model.rule.CatalogValidator.ValidationResult;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Desired;
import dev.homelab.spi.Binding;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every service of {@code examples/services} is valid, and its Compose file is the golden one of its name. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("../examples/services");
    private static final ValidCatalog CATALOG = read();
    private static final RootKey KEY = new RootKey("a root key for tests that is long enough");

    static Stream<ComposeProject> projects() {
        Secrets secrets = new Secrets(Map.of());
        AdapterContext context = new AdapterContext(
                CATALOG.catalog().inventory(),
                secrets,
                KEY,
                new SshHosts(CATALOG.catalog().inventory(), secrets),
                new Http());
        return new ComposeProvisioner(new ComposeSettings("docker", "/opt/stacks", Optional.empty()), context)
                .desired(new ResolvedCatalog(CATALOG, sealed(), files())).stream()
                        .map(Desired::resource);
    }

    @ParameterizedTest
    @MethodSource("projects")
    void itsComposeFileIsTheGoldenOne(ComposeProject project) {
        Golden.assertGolden(
                "examples/" + project.name() + ".yaml", project.text().text());
    }

    @ParameterizedTest
    @MethodSource("projects")
    void itsComposeFileHasTheFormThatComposeAsksFor(ComposeProject project) throws IOException {
        assertThat(composeSchema()
                        .validate(YamlDocument.of(project.text().text()).root()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("projects")
    void theTreeOfItsComposeFileIsWhatAReaderOfTheTextGets(ComposeProject project) {
        YamlDocument read = YamlDocument.of(project.text().text());

        assertThat(project.text().root().toString()).isEqualTo(read.root().toString());
        assertThat(project.text()).isEqualTo(read);
    }

    @Test
    void twentyAndMoreServicesNeedNoKeyOfComposeItself() {
        assertThat(CATALOG.catalog().services())
                .hasSizeGreaterThanOrEqualTo(20)
                .allSatisfy(service -> assertThat(service.containers().values())
                        .extracting(Container::compose)
                        .containsOnly(Map.of()));
    }

    private static ValidCatalog read() {
        ValidationResult validation = new CatalogValidator()
                .judge(new CatalogReader(Plugins.found().kinds()).read(EXAMPLES, EXAMPLES.resolve("inventory.yaml")));
        return validation
                .valid()
                .orElseThrow(() -> new AssertionError(validation.problems().toString()));
    }

    private static Map<ServiceName, Map<SecretRef, EncryptedSecret>> sealed() {
        return CATALOG.catalog().services().collect(toMap(Service::name, ExamplesTest::sealed));
    }

    private static Map<SecretRef, EncryptedSecret> sealed(Service service) {
        return service.containers().values().stream()
                .flatMap(container -> container.secretTexts().values().stream())
                .flatMap(text -> text.references().stream())
                .distinct()
                .collect(toMap(
                        reference -> reference,
                        reference -> KEY.seal(
                                Binding.of(CATALOG.catalog().inventory().homelab(), service.name(), reference),
                                reference.value())));
    }

    private static Map<ServiceName, Map<String, String>> files() {
        return CATALOG.catalog().definitions().stream()
                .collect(toMap(definition -> definition.service().name(), ExamplesTest::files));
    }

    private static Map<String, String> files(Definition definition) {
        Path folder = EXAMPLES.resolve(definition.category());
        return definition.service().containers().values().stream()
                .flatMap(container -> container.files().keySet().stream())
                .distinct()
                .collect(toMap(path -> path, path -> read(folder.resolve(path))));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema composeSchema() throws IOException {
        String contracts = System.getenv("CONTRACTS");
        assumeTrue(contracts != null, "the environment variable CONTRACTS does not name the folder of the schema");
        ObjectNode schema = (ObjectNode) new ObjectMapper()
                .readTree(Path.of(contracts, "compose/compose-spec.json").toFile());
        schema.remove("$id"); // it is no address
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema);
    }
}
