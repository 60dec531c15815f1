// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of a checkout, with a Maven and a Java that only count. */
class LauncherTest {

    private static final Path TOP = Path.of("..");
    private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Path source;

    @BeforeEach
    void aCheckoutThatIsBuilt() throws IOException, InterruptedException {
        write("checkout/homelab", Files.readString(TOP.resolve("homelab")), true);
        String shared = "homelab-dist/src/lib/launch.sh";
        write("checkout/" + shared, Files.readString(TOP.resolve(shared)), false);
        for (String module : List.of("homelab-model", "homelab-adapters", "homelab-lab", "homelab-runner", ".")) {
            write("checkout/" + module + "/pom.xml", "<project/>", false);
        }
        source = write("checkout/homelab-model/src/main/java/Thing.java", "class Thing {}", false);
        write("checkout/schema/service-schema.json", "{}", false);
        write("checkout/services/pom.xml", "<project/>", false);
        write("checkout/services/media/Photos.java", "class Photos {}", false);
        write("jdk/release", "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"17.0.1\"\n", false);
        write("jdk/bin/javac", "#!/bin/sh\n", true);
        write("jdk/bin/java", "#!/bin/sh\necho \"java $*\" >>\"$LOG\"\n", true);
        write(
                "bin/mvn",
                "#!/bin/sh\necho \"mvn $*\" >>\"$LOG\"\nmkdir -p homelab-runner/target services/target\n"
                        + "echo jar >homelab-runner/target/homelab.jar\ntest -f services/target/services.jar"
                        + " || echo jar >services/target/services.jar\n",
                true);
        try (var files = Files.walk(folder.resolve("checkout"))) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(EARLIER));
            }
        }
        assertThat(builds()).isOne();
    }

    @Test
    void whatIsCurrentIsNotBuilt() throws Exception {
        assertThat(builds()).isZero();
    }

    @Test
    void aNewerFileWithTheSameContentIsNoReasonToBuild() throws Exception {
        touch(folder.resolve("checkout/pom.xml"), Instant.now().plusSeconds(2));
        touch(source, Instant.now().plusSeconds(2));
        touch(folder.resolve("checkout/services/pom.xml"), Instant.now().plusSeconds(2));

        assertThat(builds()).isZero();
    }

    /** As after a checkout by a machine whose clock is ahead. */
    @Test
    void aFileOfTheFutureIsNoReasonToBuildEachTime() throws Exception {
        Files.writeString(source, "class Thing { int other; }");
        touch(source, Instant.now().plusSeconds(100_000));

        assertThat(builds()).isOne();
        assertThat(builds()).isZero();
    }

    @Test
    void whatIsEditedIsBuiltOnce() throws Exception {
        Files.writeString(source, "class Thing { int other; }");
        touch(source, Instant.now().plusSeconds(2));

        assertThat(builds()).isOne();
        assertThat(builds()).isZero();
    }

    @Test
    void aSourceThatIsGoneIsAReasonToBuild() throws Exception {
        Files.delete(source);
        touch(source.resolveSibling("."), Instant.now().plusSeconds(2));

        assertThat(builds()).isOne();
    }

    @Test
    void servicesInJavaAreBuiltWhenEdited() throws Exception {
        Path photos = folder.resolve("checkout/services/media/Photos.java");
        Files.writeString(photos, "class Photos { int other; }");
        touch(photos, Instant.now().plusSeconds(2));

        assertThat(builds()).isOne();
        assertThat(log()).contains("-pl services ");
        assertThat(builds()).isZero();
    }

    /** What was built of other sources in between says nothing about these. */
    @Test
    void theJarOfAnotherBuildIsNotTakenForThatOfTheLauncher() throws Exception {
        Path jar = folder.resolve("checkout/homelab-runner/target/homelab.jar");
        touch(jar, Instant.now().plusSeconds(2));
        touch(source, Instant.now().plusSeconds(4));

        assertThat(builds()).isOne();
    }

    /** The archive of classes holds what a command loads that reads valid definitions. */
    @Test
    void theDefinitionsForTheArchiveOfClassesAreValid() {
        String start = TOP.resolve("homelab-dist/src/lib/start").toString();
        StringWriter err = new StringWriter();

        int code = Main.run(
                Map.of(), new PrintWriter(new StringWriter()), new PrintWriter(err), "validate", "--services", start);

        assertThat(code).as(err.toString()).isZero();
    }

    /** Returns how often Maven was called by one start. */
    private long builds() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("log"), "");
        ProcessBuilder start = new ProcessBuilder(
                        folder.resolve("checkout/homelab").toString(), "plan", "--json")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        start.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        start.environment().put("LOG", folder.resolve("log").toString());
        start.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        Process launcher = start.start();

        assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue())
                .as(Files.readString(folder.resolve("out")))
                .isZero();
        assertThat(log()).endsWith("dev.homelab.runner.cli.Main plan --json\n");
        return log().lines().filter(line -> line.startsWith("mvn ")).count();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    private Path write(String path, String text, boolean isProgram) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        if (isProgram) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return file;
    }

    private static void touch(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }
}
