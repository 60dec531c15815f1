// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.lab.host.docker.ImageStore;
import dev.homelab.model.inventory.ImageLock;
import dev.homelab.runner.LabHome;
import dev.homelab.runner.detect.WorkTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags that move, locked to digests. */
class PinCommandTest {

    private static final Pattern WIKI = Pattern.compile("wiki:latest: (sha256:[0-9a-f]{64})");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private LabHome home;
    private Path lock;

    @BeforeEach
    void aServiceWithoutATag(@TempDir Path folder) throws IOException {
        home = new LabHome(folder);
        home.define("wiki", "wiki", 8002).define("photos", "photos:1", 8001);
        home.write("inventory.yaml", "pin: lock\n" + Files.readString(home.lab.inventory()));
        lock = home.services.resolve(ImageLock.FILE);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void whatIsNotLockedIsAProblemWithTheCommandThatLocksIt() {
        assertThat(run("validate")).isEqualTo(3);
        assertThat(err.toString()).contains("image not locked", "homelab pin wiki");
        assertThat(lock).doesNotExist();

        assertThat(run("pin", "wiki")).isZero();

        assertThat(out.toString()).contains("+ wiki:latest  sha256:", "(wiki)", "Wrote", "1 changed");
        assertThat(run("validate")).isZero();
        assertThat(run("apply")).isZero();
        assertThat(composeFile()).contains("image: wiki:latest@" + locked());
        assertThat(run("plan", "--check")).isZero();
    }

    @Test
    void aTagThatMovedChangesNothingUntilItIsLockedAnew() throws IOException {
        run("pin");
        run("apply");
        String first = locked();
        WorkTree tree = new WorkTree(home.services);
        tree.commit("first", "");
        store().moveTag("wiki:latest");

        assertThat(run("plan", "--check")).isZero();
        assertThat(run("pin", "--check")).isEqualTo(2);
        assertThat(out.toString()).contains("~ wiki:latest", "Would write");
        assertThat(locked()).isEqualTo(first);

        assertThat(run("pin")).isZero();
        assertThat(locked()).isNotEqualTo(first);
        assertThat(run("pin", "--check")).isZero();
        assertThat(run("detect", "--since", "HEAD")).isZero();
        assertThat(out.toString())
                .contains("wiki", "lock changed: wiki:latest, from " + first.substring(0, 19))
                .doesNotContain("photos");
        assertThat(run("plan", "--check")).isEqualTo(2);
        assertThat(out.toString()).contains("lock changed: wiki:latest");
        assertThat(run("apply")).isZero();
        assertThat(composeFile()).contains(locked());
        assertThat(run("rollback")).isZero();
        assertThat(composeFile()).contains(first);
    }

    @Test
    void whatRunsIsLockedWithoutAnotherImage() throws IOException {
        home.write("inventory.yaml", "pin: warn\n" + Files.readString(home.lab.inventory()));
        assertThat(run("validate")).isZero();
        assertThat(err.toString()).contains("tag of image moves");
        assertThat(run("apply")).isZero();
        store().moveTag("wiki:latest");
        home.write("inventory.yaml", "pin: lock\n" + Files.readString(home.lab.inventory()));

        assertThat(run("pin", "--running")).isZero();

        String running = locked();
        assertThat(run("pin", "--check")).isEqualTo(2); // the registry has another by now
        assertThat(run("apply")).isZero();
        assertThat(composeFile()).contains(running);
    }

    @Test
    void commentsStayAndWhatNoDefinitionNamesGoes() {
        home.write(ImageLock.FILE, """
                # ours

                # from the time before
                gone:latest: sha256:%s
                # a wiki
                wiki:latest: sha256:%s # old
                """.formatted("0".repeat(64), "1".repeat(64)));

        assertThat(run("pin", "photos")).isZero();
        assertThat(lock).content().contains("gone:latest", "1".repeat(64));
        assertThat(run("pin")).isZero();

        assertThat(lock).content().matches("# ours\n\n# a wiki\nwiki:latest: sha256:[0-9a-f]{64} # old\n");
    }

    @Test
    void aRegistryThatDoesNotKnowAnImageKeepsNoOtherFromBeingLocked() {
        home.define("blog", "blog:nightly", 8003);
        home.lab.host(Lab.MEDIA).docker().images().unknownImage("blog:nightly");

        assertThat(run("pin")).isEqualTo(1);

        assertThat(err.toString()).contains("blog:nightly");
        assertThat(lock).content().contains("wiki:latest").doesNotContain("blog");
    }

    @Test
    void aLinkIsNotWrittenThrough(@TempDir Path other) throws IOException {
        new WorkTree(home.services).commit("first", "");
        Path elsewhere = Files.writeString(other.resolve("elsewhere"), "# mine\n");
        Files.createSymbolicLink(lock, elsewhere);

        assertThat(run("pin")).isNotZero();

        assertThat(elsewhere).hasContent("# mine\n");
    }

    @Test
    void anUnknownServiceIsRefused() {
        assertThat(run("pin", "wikki")).isEqualTo(4);
        assertThat(err.toString()).contains("wikki");
    }

    private ImageStore store() {
        return home.lab.host(Lab.MEDIA).docker().store();
    }

    private String composeFile() {
        return read(home.lab.host(Lab.MEDIA).place("/opt/stacks/wiki/compose.yaml"));
    }

    private String locked() {
        Matcher line = WIKI.matcher(read(lock));
        assertThat(line.find()).isTrue();
        return line.group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("--services", home.services.toString()));
        return Main.run(home.environment(), new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }
}
