// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.runner.LabHome;
import dev.homelab.runner.cli.start.KnownImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewCommandTest {

    private static final int REFUSED = 4;

    private final StringWriter out = new StringWriter();
    private LabHome home;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        home = new LabHome(folder);
        home.write("inventory.yaml", Files.readString(home.lab.inventory()));
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void aWellKnownNameIsEnough() {
        assertThat(create("jellyfin")).as(out.toString()).isZero();

        assertThat(home.services.resolve("media/jellyfin.yaml"))
                .content()
                .startsWith("# yaml-language-server: $schema=../../schema/service-schema.json\n")
                .contains("image: jellyfin/jellyfin:", "8096:8096", "config:/config", "http: /health")
                .contains("hostname: jellyfin.home.arpa")
                .doesNotContain("/srv/media");
        assertThat(out.toString()).contains("  homelab apply --only jellyfin");
    }

    @Test
    void allWellKnownImagesOnOneHostAreValidTogether() {
        for (String name : KnownImage.names()) {
            assertThat(create(name)).as(out.toString()).isZero();
        }
        assertThat(run("validate")).as(out.toString()).isZero();
    }

    @Test
    void anotherTagCategoryAndHostAreAsTheyAreSaid() {
        assertThat(create(
                        "films",
                        "--image",
                        "jellyfin/jellyfin:10.9.1",
                        "--category",
                        "video",
                        "--host",
                        "docker-core-utils"))
                .as(out.toString())
                .isZero();

        assertThat(home.services.resolve("video/films.yaml"))
                .content()
                .contains("name: films", "host: docker-core-utils", "image: jellyfin/jellyfin:10.9.1", "8096:8096");
    }

    @Test
    void anUnknownImageIsWrittenAsItIs() {
        assertThat(create("tool", "--image", "example/tool:3"))
                .as(out.toString())
                .isZero();

        assertThat(home.services.resolve("apps/tool.yaml"))
                .content()
                .contains("image: example/tool:3")
                .doesNotContain("ports");
        assertThat(out.toString()).contains("no ports, volumes and health check are known");
    }

    @Test
    void aNameThatExistsIsRefused() {
        home.define("photos", "photos:1", 8001);

        assertThat(create("photos", "--image", "example/tool:3")).isEqualTo(REFUSED);
        assertThat(out.toString()).contains("error: service exists already");
    }

    @Test
    void aTagThatMovesIsAsTheInventorySays() throws IOException {
        assertThat(create("tool", "--image", "example/tool:latest")).isNotZero();
        assertThat(out.toString()).contains("error: image not pinned");

        home.write("inventory.yaml", Files.readString(home.lab.inventory()) + "pin: warn\n");
        assertThat(create("tool", "--image", "example/tool:latest"))
                .as(out.toString())
                .isZero();
        assertThat(create("other", "--image", "example/other"))
                .as(out.toString())
                .isZero();
        assertThat(home.services.resolve("apps/tool.yaml")).content().contains("image: example/tool:latest");
        assertThat(home.services.resolve("apps/other.yaml")).content().contains("image: example/other\n");
        assertThat(run("validate")).as(out.toString()).isZero();

        home.write("inventory.yaml", Files.readString(home.lab.inventory()) + "pin: lock\n");
        Files.delete(home.services.resolve("apps/tool.yaml"));
        Files.delete(home.services.resolve("apps/other.yaml"));
        assertThat(create("third", "--image", "example/third:latest"))
                .as(out.toString())
                .isZero();
        assertThat(home.services.resolve("apps/third.yaml")).exists();
        assertThat(out.toString()).contains("  homelab pin third\n  homelab apply --only third");
    }

    @Test
    void anImageWithoutATagIsRefusedUnlessItIsKnown() {
        assertThat(create("tool", "--image", "example/tool")).isEqualTo(REFUSED);
        assertThat(out.toString()).contains("error: image not known", "homelab new tool --image example/tool:TAG");
        assertThat(create("tool")).isEqualTo(REFUSED);
        assertThat(create("films", "--image", "jellyfin/jellyfin"))
                .as(out.toString())
                .isZero();
    }

    @Test
    void whatWouldNotBeValidIsNotLeftBehind() {
        assertThat(create("tool", "--image", "Example Tool:3")).isEqualTo(3);

        assertThat(home.services.resolve("apps/tool.yaml")).doesNotExist();
    }

    @Test
    void aHostThatRunsNoContainersIsRefusedWithTheNearest() {
        assertThat(create("jellyfin", "--host", "docker-medai")).isEqualTo(REFUSED);
        assertThat(out.toString()).contains("\"docker-media\"");
    }

    @Test
    void programsGetTheFile() {
        assertThat(create("jellyfin", "--json")).isZero();
        assertThat(out.toString()).contains("\"service\" : \"jellyfin\"", "media/jellyfin.yaml");
    }

    private int create(String... arguments) {
        return run(Stream.concat(Stream.of("new"), Stream.of(arguments)).toArray(String[]::new));
    }

    private int run(String... arguments) {
        List<String> all = Stream.concat(Stream.of(arguments), Stream.of("--services", home.services.toString()))
                .toList();
        return Main.run(home.environment(), new PrintWriter(out), new PrintWriter(out), all.toArray(String[]::new));
    }
}
