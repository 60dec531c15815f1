// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.host.docker.ImageStore;
import dev.homelab.lab.host.shell.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.IOUtils;
import net.schmizz.sshj.connection.channel.direct.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Docker 20.10.24, Compose 5.6.1 and a registry do when a tag moves, done by the fake. */
class FakeImagesTest {

    private static final String COMPOSE =
            "docker compose -p app --project-directory /opt/app -f /opt/app/compose.yaml ";
    private static final String UP = COMPOSE + "up -d --quiet-pull";
    private static final String RUNNING =
            "docker ps -a --no-trunc --format '{{.Image}} {{.Label \"com.docker.compose.image\"}}'";
    private static final String LIST =
            "docker image ls --no-trunc --digests --format '{{.ID}}\\t{{.Repository}}\\t{{.Digest}}\\t{{.CreatedAt}}'";
    private static final String RESOLVE = "docker compose -p x -f - config --resolve-image-digests --format json";

    @TempDir
    Path folder;

    private LabHost lab;
    private ImageStore store;

    @BeforeEach
    void start() {
        lab = new LabHost(folder);
        store = lab.host.docker().store();
        lab.write("/opt/app/compose.yaml", "services: {web: {image: 'media/web:1'}}\n");
        assertThat(lab.run(UP).exit()).isZero();
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aContainerShowsTheIdOfItsImageOnceItsTagMeansAnother() {
        String id = id();
        assertThat(lab.run(RUNNING).out()).isEqualTo("media/web:1 " + id + "\n");
        store.moveTag("media/web:1");
        assertThat(lab.run(RUNNING).out()).startsWith("media/web:1 ");

        lab.run("docker pull -q media/web:1");

        assertThat(lab.run(RUNNING).out()).isEqualTo(id + " " + id + "\n");
        assertThat(lab.run(LIST).out()).hasLineCount(2);
    }

    @Test
    void upMakesAContainerAnewWhoseTagMeansAnotherImageOnTheHost() {
        String before = id();
        store.moveTag("media/web:1");
        lab.run(UP);
        assertThat(id()).isEqualTo(before);

        lab.run("docker pull -q media/web:1");
        lab.run(UP);
        assertThat(id()).isNotEqualTo(before);

        assertThat(lab.run("docker tag " + before + " media/web:1").exit()).isZero();
        lab.run(UP + " --pull missing");
        assertThat(id()).isEqualTo(before);
        lab.run(UP + " --pull always");
        assertThat(id()).isNotEqualTo(before);
    }

    @Test
    void anImageWithoutTagAndContainerIsPrunedAndPulledByItsDigest() {
        String before = id();
        String digest = digest();
        store.moveTag("media/web:1");
        lab.run("docker pull -q media/web:1 && " + UP + " && docker image prune -f");

        Output gone = lab.run("docker tag " + before + " media/web:1");
        assertThat(gone.err()).isEqualTo("Error response from daemon: No such image: " + before + "\n");
        assertThat(lab.run("docker pull -q media/web@" + digest).exit()).isZero();
        assertThat(lab.run("docker tag " + before + " media/web:1").exit()).isZero();
    }

    @Test
    void aRegistryIsAskedWithoutPulling() throws IOException {
        String before = lab.run(LIST).out();
        String digest = digest();
        store.moveTag("media/web:1");

        Output answer = ask("services: {a: {image: 'media/web:1'}}");

        assertThat(answer.out()).contains("\"image\":\"media/web:1@sha256:").doesNotContain(digest);
        assertThat(lab.run(LIST).out()).isEqualTo(before);
    }

    @Test
    void oneImageThatNoRegistryKnowsFailsAll() throws IOException {
        store.build("own:1");

        Output answer = ask("services: {a: {image: 'media/web:1'}, b: {image: 'own:1'}}");

        assertThat(answer.exit()).isNotZero();
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).contains("failed to resolve digest for own:1: Error response from daemon:");
        assertThat(lab.run(LIST).out()).contains("\town\t<none>\t");
    }

    private String id() {
        return lastWord(lab.run(RUNNING));
    }

    private String digest() {
        return lab.run(LIST).out().strip().split("\t", -1)[2];
    }

    private static String lastWord(Output output) {
        return output.out().strip().replaceFirst("(?s).*\\s", "");
    }

    private Output ask(String file) throws IOException {
        try (SSHClient client = lab.connect();
                Session session = client.startSession();
                Session.Command command = session.exec(RESOLVE)) {
            command.getOutputStream().write(file.getBytes(StandardCharsets.UTF_8));
            command.getOutputStream().close();
            String out = IOUtils.readFully(command.getInputStream()).toString(StandardCharsets.UTF_8);
            String err = IOUtils.readFully(command.getErrorStream()).toString(StandardCharsets.UTF_8);
            command.join();
            return new Output(command.getExitStatus(), out, err);
        }
    }
}
