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
import dev.homelab.model.ValidCatalog;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.RecordFolder;
import dev.homelab.model.name.Hostname;
import dev.homelab.model.name.SecretRef;
import dev.homelab.problem.Positions;
import dev.homelab.problem.Problem;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        Files.write(folder.resolve("films/logo.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});

        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(this::resolve)
                .satisfies(e -> assertThat(e.problems())
                        .extracting(Problem::detail)
                        .anyMatch(detail -> detail.endsWith("app.json\" cannot be read: there is no such file."))
                        .anyMatch(detail -> detail.endsWith("logo.png\" cannot be read: it is not UTF-8 text."))
                        .hasSize(2));
    }

    private ResolvedCatalog resolve() {
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
                Optional.empty());
        Catalog catalog = new Catalog(
                inventory, Positions.of("inventory.yaml"), List.of(new Definition(FILMS, "media", positions)));
        return new Resolver(new Secrets(Map.of())).resolve(new ValidCatalog(Completion.of(catalog), catalog), KEY);
    }
}
