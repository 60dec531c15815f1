// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.lab.Lab;
import dev.homelab.lab.host.FakeHost;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.detect.WorkTree;
import dev.homelab.runner.render.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and folders beside a definition, on the lab. */
class MountedFilesTest {

    private static final byte[] BINARY = {0, 1, 2, (byte) 0xff, 10};
    private static final String STACK = "/opt/stacks/wiki/";

    private LabHome home;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        home = new LabHome(folder);
        home.write("media/wiki/conf.d/a.conf", "a\n");
        Files.write(home.services.resolve("media/wiki/icon.png"), BINARY);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void aFolderAndABinaryFileAreThereAsTheyAreAndAChangeIsOne() throws IOException {
        home.write("media/wiki/conf.d/deep/b.yaml", "b: 1\n");
        define("wiki/conf.d: /etc/conf.d", "wiki/icon.png: /icon.png");
        assertThat(String.join("\n", PlanText.lines(home.homelab().plan()))).doesNotContain("base64", "\0");
        WorkTree tree = new WorkTree(home.services);
        tree.commit("first", "");

        assertThat(home.apply().ending()).contains(Ending.DONE);

        assertThat(one("files/*/conf.d/deep/b.yaml")).hasContent("b: 1\n");
        assertThat(one("files/*/icon.png")).hasBinaryContent(BINARY);
        assertThat(home.homelab().plan().isEmpty()).isTrue();

        home.write("media/wiki/conf.d/a.conf", "other\n");
        Files.write(home.services.resolve("media/wiki/icon.png"), new byte[] {0, 2});
        HomelabPlan plan = home.homelab().plan();
        assertThat(plan.count()).isEqualTo(1);
        assertThat(String.join("\n", PlanText.lines(plan))).doesNotContain("base64", "\0");
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertThat(one("files/*/conf.d/a.conf")).hasContent("other\n");
        assertThat(all("files/*/conf.d/a.conf")).hasSize(1);
        String run = home.homelab().history().get(1).run();

        assertThat(home.homelab()
                        .apply(RunRequest.rollback(run).with(LabHome.options()))
                        .ending())
                .contains(Ending.DONE);

        assertThat(one("files/*/conf.d/a.conf")).hasContent("a\n");
        assertThat(one("files/*/icon.png")).hasBinaryContent(BINARY);
    }

    @Test
    void aFailedChangeGivesBackTheEarlierBytes() throws IOException {
        define("wiki/icon.png: /icon.png");
        home.apply();
        Files.write(home.services.resolve("media/wiki/icon.png"), new byte[] {7, 0, 7});
        host().docker().images().unhealthyImage("wiki:2");
        Path definition = home.services.resolve("media/wiki.yaml");
        Files.writeString(definition, Files.readString(definition).replace("wiki:1", "wiki:2"));

        assertThat(home.apply().ending()).contains(Ending.ROLLED_BACK);

        assertThat(one("files/*/icon.png")).hasBinaryContent(BINARY);
    }

    @Test
    void modeAndOwnerAreSetAndPartOfWhatIsCompared() throws IOException {
        define("wiki/conf.d: {path: /etc/conf.d, mode: \"0640\", owner: \"1000:1001\"}");

        assertThat(home.apply().ending()).contains(Ending.DONE);

        Path file = one("files/*/conf.d/a.conf");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.resolveSibling(""))))
                .isEqualTo("rwxr-x---");
        assertThat(host().owner(STACK + "files/" + file.getName(file.getNameCount() - 3) + "/conf.d/a.conf"))
                .contains("1000:1001");
        define("wiki/conf.d: {path: /etc/conf.d, mode: \"0600\", owner: \"1000:1001\"}");
        assertThat(home.homelab().plan().count()).isEqualTo(1);
    }

    @Test
    void anOwnerWhoCannotBeSetIsAProblem() {
        host().signInWithoutRoot();
        define("wiki/conf.d: {path: /etc/conf.d, owner: \"1000:1001\"}");

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.ROLLED_BACK);
        assertThat(report.toString()).contains("mounted file not prepared");
    }

    @Test
    void aWritableCopyIsMadeOnceAndNeverChangedOrDeleted() throws IOException {
        define("wiki/conf.d: {path: /etc/conf.d, writable: true}");
        assertThat(home.apply().ending()).contains(Ending.DONE);
        Path copy = one("writable/wiki/conf.d/a.conf");
        assertThat(copy).hasContent("a\n");

        Files.writeString(copy, "changed by the container\n");
        assertThat(home.homelab().plan().isEmpty()).isTrue();
        home.write("media/wiki/conf.d/a.conf", "another seed\n");
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertThat(copy).hasContent("changed by the container\n");

        define("wiki/icon.png: /icon.png");
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertThat(copy).hasContent("changed by the container\n");
        assertThat(all("files/*/conf.d/a.conf")).isEmpty();
    }

    @Test
    void whatIsUnfitIsAProblem(@TempDir Path elsewhere) throws IOException {
        new WorkTree(home.services);
        Files.writeString(elsewhere.resolve("secret"), "secret");
        Files.createSymbolicLink(home.services.resolve("media/wiki/conf.d/link"), elsewhere.resolve("secret"));
        assertRefused("leads out of the repository");

        Files.delete(home.services.resolve("media/wiki/conf.d/link"));
        Files.createSymbolicLink(home.services.resolve("media/wiki/conf.d/loop"), Path.of("."));
        assertRefused("circle");

        Files.delete(home.services.resolve("media/wiki/conf.d/loop"));
        Files.createDirectories(home.services.resolve("media/wiki/empty"));
        define("wiki/empty: /etc/conf.d");
        assertThatThrownBy(() -> home.homelab()).hasMessageContaining("the folder is empty");

        for (int i = 0; i <= 200; i++) {
            home.write("media/wiki/empty/" + i, "");
        }
        assertThatThrownBy(() -> home.homelab()).hasMessageContaining("more than 200 files");
    }

    @Test
    void aHostileNameIsRefused() {
        home.write("media/wiki/conf.d/$(touch x);'\n", "");

        assertRefused("characters that not every host takes");
    }

    private void assertRefused(String reason) {
        define("wiki/conf.d: /etc/conf.d");
        assertThatThrownBy(() -> home.homelab()).hasMessageContaining(reason);
    }

    private void define(String... files) {
        home.write("media/wiki.yaml", """
                name: wiki
                host: docker-media
                containers:
                  server:
                    image: wiki:1
                    files:
                %s
                """.formatted(String.join(
                "\n", Stream.of(files).map(file -> "      " + file).toList())));
    }

    private Path one(String glob) throws IOException {
        return all(glob).get(0);
    }

    private List<Path> all(String glob) throws IOException {
        Path top = host().place(STACK);
        if (!Files.isDirectory(top)) {
            return List.of();
        }
        var matcher = top.getFileSystem().getPathMatcher("glob:" + glob);
        try (Stream<Path> files = Files.walk(top)) {
            return files.filter(file -> matcher.matches(top.relativize(file))).toList();
        }
    }

    private FakeHost host() {
        return home.lab.host(Lab.MEDIA);
    }
}
