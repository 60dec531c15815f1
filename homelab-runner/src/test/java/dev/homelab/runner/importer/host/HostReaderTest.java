// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.runner.importer.ConversionOptions;
import dev.homelab.runner.importer.Converter;
import dev.homelab.runner.importer.DefinitionText;
import dev.homelab.runner.importer.host.HostReader.HostContents;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Folder;
import dev.homelab.spi.ProgramOutput;
import dev.homelab.spi.RemoteHost;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an engine says becomes projects. The real engine is asked by the proof import-host. */
class HostReaderTest {

    private static final String IMAGE = """
            {"Id":"sha256:1","RepoTags":["wiki:latest"],"RepoDigests":["wiki@sha256:%s"],
             "Config":{"Env":["PATH=/bin","LANG=C"],"Cmd":["serve"],"Entrypoint":null,"WorkingDir":"/app"}}
            """.formatted("a".repeat(64));

    @Test
    void aContainerWithoutComposeIsWhatItHasBesideItsImage() {
        String container = """
                {"Id":"%s","Name":"/Wiki.Main","Image":"sha256:1","State":{"Status":"running"},
                 "HostConfig":{"RestartPolicy":{"Name":"on-failure","MaximumRetryCount":3},"NetworkMode":"wild",
                  "PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8080"}]},"Memory":67108864,"MemorySwap":134217728,
                  "CapAdd":["NET_ADMIN"],"ShmSize":67108864,"StorageOpt":{"size":"1G"}},
                 "Mounts":[{"Type":"volume","Name":"%s","Destination":"/data","RW":true,"Mode":""},
                  {"Type":"bind","Source":"/srv/wiki","Destination":"/files","RW":false,"Mode":"ro","Propagation":"rprivate"}],
                 "Config":{"Image":"wiki","Env":["PATH=/bin","LANG=C","DB_PASSWORD=hunter2","TZ=UTC"],"Cmd":["serve"],
                  "WorkingDir":"/app","Hostname":"abc","Labels":{"com.example.owner":"me"}},
                 "NetworkSettings":{"Networks":{"wild":{"Aliases":null}},"Ports":{}}}
                """.formatted("abc" + "0".repeat(61), "b".repeat(64));

        HostContents contents = HostReader.read(new Engine("[" + container + "]", "[" + IMAGE + "]"));

        HostProject project = contents.projects().get(0);
        assertThat(project.project().name()).isEqualTo("wiki-main");
        assertThat(project.lost())
                .singleElement()
                .satisfies(lost -> assertThat(lost.key()).isEqualTo("services.server (HostConfig.StorageOpt)"));
        String text = DefinitionText.of(Converter.convert(project.project(), ConversionOptions.on("nas")));
        assertThat(text)
                .contains(
                        "name: wiki-main",
                        "image: wiki:latest@sha256:" + "a".repeat(64),
                        "containerName: Wiki.Main",
                        "data:/data",
                        "/srv/wiki:/files:ro",
                        "name: " + "b".repeat(64),
                        "external: true",
                        "TZ: UTC",
                        "DB_PASSWORD: env:WIKI_MAIN_DB_PASSWORD",
                        "restart: on-failure:3",
                        "memory: 64m",
                        "com.example.owner: me")
                .doesNotContain("hunter2", "LANG", "workingDir", "working_dir", "command", "hostname");
    }

    @Test
    void whatIsManagedOrKeptForARollbackIsNoProject() {
        HostContents contents = HostReader.read(new Engine("""
                [{"Id":"1","Name":"/films-server-1","Config":{"Labels":{"dev.homelab.service":"home/films","com.docker.compose.project":"films"}}},
                 {"Id":"2","Name":"/films-before-homelab","Config":{"Labels":{}}}]
                """, "[]"));

        assertThat(contents.projects()).isEmpty();
        assertThat(contents.notes()).containsExactly("Container \"films-before-homelab\" is kept for a rollback.");
    }

    @Test
    void aProjectWhoseFilesCannotBeReadIsWrittenFromItsContainers() {
        Engine engine = new Engine("""
                [{"Id":"1","Name":"/films-web-1","Image":"sha256:1","HostConfig":{},"Mounts":[],"NetworkSettings":{"Networks":{}},
                  "Config":{"Image":"films:1","Labels":{"com.docker.compose.project":"films","com.docker.compose.service":"web",
                   "com.docker.compose.project.working_dir":"/data/compose/1","com.docker.compose.project.config_files":"/data/compose/1/docker-compose.yml"}}}]
                """, "[]");

        HostProject project = HostReader.read(engine).projects().get(0);

        assertThat(project.project().tree().at("/services/web/image").asText()).isEqualTo("films:1");
        assertThat(project.project().notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("/data/compose/1/docker-compose.yml", "no such file"));
    }

    @Test
    void somethingElseThanInspectPrintsIsAProblem() {
        for (String nonsense : List.of("{}", "[1]", "[", "<html>")) {
            assertThatThrownBy(() -> HostReader.read(new Engine(nonsense, "[]")))
                    .isInstanceOfSatisfying(
                            TargetException.class,
                            e -> assertThat(e.problems())
                                    .extracting(problem -> problem.summary())
                                    .containsExactly("inspection not understood"));
        }
    }

    @Test
    void twoHundredContainersAreAskedForByTwoCommands() {
        List<String> containers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            containers.add("{\"Id\":\"%d\",\"Name\":\"/c%d\",\"HostConfig\":{},\"Config\":{\"Image\":\"a:1\"}}"
                    .formatted(i, i));
        }
        Engine engine = new Engine("[" + String.join(",", containers) + "]", "[]");

        assertThat(HostReader.read(engine).projects()).hasSize(200);
        assertThat(engine.asked).isLessThanOrEqualTo(2);
    }

    /** Answers the commands of a look, and has no files. */
    private static final class Engine implements RemoteHost {

        private final String containers;
        private final String images;
        private int asked;

        Engine(String containers, String images) {
            this.containers = containers;
            this.images = images;
        }

        @Override
        public Where where() {
            return Where.nowhere();
        }

        @Override
        public List<ProgramOutput> runEach(List<List<String>> programs, Duration limit) {
            asked++;
            return programs.stream().map(this::answer).toList();
        }

        private ProgramOutput answer(List<String> argv) {
            String line = String.join(" ", argv);
            if (line.contains("docker compose")) {
                return new ProgramOutput(14, new byte[0], "open docker-compose.yml: no such file or directory");
            }
            String text = line.contains("docker image inspect")
                    ? images
                    : line.contains("docker container inspect")
                            ? containers
                            : line.contains("info") ? "json-file\n" : "[]";
            return new ProgramOutput(0, text.getBytes(StandardCharsets.UTF_8), "");
        }

        @Override
        public CommandResult run(List<String> argv, String input, Duration limit) {
            throw new IllegalStateException("nothing else is run");
        }

        @Override
        public CommandResult run(List<String> argv, OutputStream output, Duration limit) {
            throw new IllegalStateException("nothing else is run");
        }

        @Override
        public Folder folder(String path) {
            throw new IllegalStateException("no folder is read");
        }
    }
}
