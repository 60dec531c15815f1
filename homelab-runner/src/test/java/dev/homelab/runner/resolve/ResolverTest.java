// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.model.Catalog;
import dev.homelab.model.Completion;
import dev.homelab.model.Definition;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.ValidCatalog;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.dsl.SsoAppBuilder;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.RecordFolder;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Positions;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Binding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResolverTest {

    private static final RootKey KEY = new RootKey("a root key for tests that is long enough");
    private static final Service FILMS = Dsl.service(
            "films",
            "nas",
            films -> films.container(
                    "server",
                    "films:1",
                    server -> server.file("films/app.json", "/app.json").file("films/logo.png", "/logo.png")));

    @TempDir
    Path folder;

    @Test
    void filesAreReadFromTheFolderOfTheirDefinition() throws IOException {
        Files.createDirectory(folder.resolve("films"));
        Files.writeString(folder.resolve("films/app.json"), "{}");
        Files.writeString(folder.resolve("films/logo.png"), "a picture");

        assertThat(resolve().file(FILMS.name(), "films/app.json")).isEqualTo("{}");
    }

    @Test
    void everyFileThatCannotBeReadIsToldAtOnce() throws IOException {
        Files.createDirectory(folder.resolve("films"));
        Files.write(folder.resolve("films/logo.png"), new byte[2_000_000]);

        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(this::resolve)
                .satisfies(e -> assertThat(e.problems())
                        .extracting(Problem::detail)
                        .anyMatch(detail -> detail.endsWith("app.json\" cannot be read: there is no such file."))
                        .anyMatch(detail -> detail.endsWith("logo.png\" cannot be read: it is larger than 1 MB."))
                        .hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "/proc/self/environ", "/dev/zero"})
    @EnabledOnOs(OS.LINUX)
    void aMountedFileThatIsALinkToSomethingElseIsRefused(String target) throws IOException {
        Files.createDirectory(folder.resolve("films"));
        Files.writeString(folder.resolve("films/logo.png"), "a picture");
        Path link = folder.resolve("films/app.json");
        Files.createSymbolicLink(link, Path.of(target));

        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(this::resolve)
                .satisfies(e -> assertThat(e.problems())
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.detail())
                                .containsAnyOf("leads out of the repository", "it is no file")));
    }

    @Test
    void aClientIsTheSameInEveryRunAndAnotherInEveryService() {
        ResolvedCatalog first = resolve(oidc("wiki", sso -> {}), oidc("photos", sso -> {}));
        ResolvedCatalog second = resolve(oidc("wiki", sso -> {}));

        assertThat(clientId(first, "wiki")).matches("[a-z0-9]{40}").isEqualTo(clientId(second, "wiki"));
        assertThat(clientSecret(first, "wiki")).matches("[a-z0-9]{64}").isEqualTo(clientSecret(second, "wiki"));
        assertThat(clientId(first, "wiki")).isNotEqualTo(clientId(first, "photos"));
        assertThat(clientSecret(first, "wiki")).isNotEqualTo(clientSecret(first, "photos"));
    }

    @Test
    void aRotationChangesTheSecretAlone() {
        ResolvedCatalog before = resolve(oidc("wiki", sso -> sso.rotation(0)));
        ResolvedCatalog after = resolve(oidc("wiki", sso -> sso.rotation(1)));

        assertThat(clientSecret(before, "wiki")).isEqualTo(clientSecret(resolve(oidc("wiki", sso -> {})), "wiki"));
        assertThat(clientSecret(after, "wiki")).isNotEqualTo(clientSecret(before, "wiki"));
        assertThat(clientId(after, "wiki")).isEqualTo(clientId(before, "wiki"));
    }

    @Test
    void whatADefinitionNamesIsTaken() {
        ResolvedCatalog resolved =
                resolve(oidc("wiki", sso -> sso.clientId("wiki-of-ann").clientSecret("env:WIKI_SECRET")));

        assertThat(clientId(resolved, "wiki")).isEqualTo("wiki-of-ann");
        assertThat(clientSecret(resolved, "wiki")).isEqualTo("a-secret-by-hand");
    }

    @Test
    void aClientSecretThatIsNotThereIsToldWhereItIsAskedFor() {
        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> resolve(oidc("wiki", sso -> sso.clientSecret("env:NOWHERE"))))
                .satisfies(e -> assertThat(e.problems())
                        .singleElement()
                        .satisfies(
                                problem -> assertThat(problem.where().render()).contains("sso.clientSecret")));
    }

    private static Service oidc(String name, Consumer<SsoAppBuilder> more) {
        return Dsl.service(
                name,
                "nas",
                service -> service.container(
                                "server",
                                "wiki:1",
                                server -> server.secret("ID", "sso:client-id").secret("SECRET", "sso:client-secret"))
                        .sso(SsoApp.Kind.OIDC, more));
    }

    private static String clientId(ResolvedCatalog resolved, String service) {
        return opened(resolved, ServiceName.of(service), SecretRef.CLIENT_ID);
    }

    private static String clientSecret(ResolvedCatalog resolved, String service) {
        return opened(resolved, ServiceName.of(service), SecretRef.CLIENT_SECRET);
    }

    private static String opened(ResolvedCatalog resolved, ServiceName service, SecretRef reference) {
        return KEY.open(
                Binding.of(resolved.inventory().homelab(), service, reference), resolved.secret(service, reference));
    }

    @ParameterizedTest
    @CsvSource({
        "0123456789abcdefghijklmnopqrstu, root key too short",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, root key too simple",
        "changemechangemechangemechangeme, root key too simple"
    })
    void aRootKeyThatCouldBeGuessedIsRefused(String key, String summary) {
        Resolver resolver = new Resolver(new Secrets(Map.of("HOMELAB_KEY", key)));

        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> resolver.rootKey(catalog()))
                .satisfies(e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                    assertThat(problem.summary()).isEqualTo(summary);
                    assertThat(problem.detail()).doesNotContain(key);
                    assertThat(problem.remedies()).containsExactly(Remedy.of(Remedy.Kind.MAKE_KEY));
                }));
    }

    @Test
    void aRootKeyThatWasMadeIsTaken() {
        new Resolver(new Secrets(Map.of("HOMELAB_KEY", RootKey.make()))).rootKey(catalog());
    }

    private ResolvedCatalog resolve() {
        return resolve(FILMS);
    }

    private ResolvedCatalog resolve(Service... services) {
        Catalog catalog = catalog(services);
        return new Resolver(new Secrets(Map.of("WIKI_SECRET", "a-secret-by-hand")))
                .resolve(new ValidCatalog(Completion.of(catalog), catalog), KEY);
    }

    private Catalog catalog(Service... services) {
        Positions positions = Positions.of(folder.resolve("films.yaml").toString());
        Inventory inventory = new Inventory(
                "home",
                SecretRef.of("env:HOMELAB_KEY"),
                RecordFolder.of("/var/lib/homelab"),
                Hostname.of("home.arpa"),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
        return new Catalog(
                inventory,
                Positions.of("inventory.yaml"),
                Arrays.stream(services)
                        .map(service -> new Definition(service, "media", positions))
                        .toList());
    }
}
