// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.adapter.Homes;
import dev.homelab.adapter.support.file.LocalFolder;
import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Folder;
import dev.homelab.spi.RemoteHost;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeProblemsTest {

    private static final CommandResult FINE = new CommandResult(0, "", "");

    private static final String FILE = "services: {server: {image: 'films:1', ports: ['8096:8096']}}\n";

    @TempDir
    Path folder;

    @Test
    void aHostWithoutDockerIsTold() {
        CommandResult missing = new CommandResult(127, "", "sh: 1: docker: not found");

        assertThatThrownBy(() -> session(Map.of("docker ps", missing)).observe())
                .hasMessageContaining("docker not installed")
                .hasMessageContaining("docker: {program: /path/to/docker}")
                .hasMessageContaining("https://docs.docker.com/engine/install/");
    }

    @Test
    void anEngineThatDoesNotAnswerIsToldApartFromARootlessOneThatAnswersElsewhere() {
        CommandResult silent = new CommandResult(
                1,
                "",
                "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?");
        CommandResult no = new CommandResult(1, "", "");

        assertThatThrownBy(() ->
                        session(Map.of("docker ps", silent, "test -S", no)).observe())
                .hasMessageContaining("docker not usable")
                .hasMessageContaining("sudo systemctl start docker");
        assertThatThrownBy(() -> session(Map.of("docker ps", silent, "id -u", said("1000\n")))
                        .observe())
                .hasMessageContaining("docker answers elsewhere")
                .hasMessageContaining("docker: {socket: /run/user/1000/docker.sock}");
    }

    @Test
    void aUserWhoMayNotUseDockerIsToldTheCommand() {
        CommandResult refused = new CommandResult(
                1, "", "permission denied while trying to connect to the docker API at unix:///var/run/docker.sock");

        assertThatThrownBy(() -> session(Map.of("docker ps", refused)).observe())
                .hasMessageContaining("docker not permitted")
                .hasMessageContaining("\n    sudo usermod -aG docker lab");
    }

    @Test
    void aHostWithoutComposeIsToldBeforeAnythingIsWritten() {
        CommandResult missing = new CommandResult(1, "", "docker: 'compose' is not a docker command.");

        assertThat(preflight(Map.of("docker compose", missing)))
                .extracting(Problem::summary)
                .containsExactly("compose plugin not installed");
    }

    @Test
    void anEngineThatIsTooOldForStartIntervalIsNamedBeforeAnythingIsWritten() {
        assertThat(startInterval("1.43\n"))
                .extracting(Problem::summary)
                .containsExactly("engine too old for startInterval");
        assertThat(startInterval("1.44\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2.16.0\n", "2.17.0", "v2.17.3\n", "2.18.1\n", "2.19.1\n", "1.29.2"})
    void aComposeThatIsTooOldIsToldBeforeAnythingIsWritten(String version) {
        assertThat(preflight(Map.of("docker compose", said(version))))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.summary()).isEqualTo("compose plugin too old");
                    assertThat(problem.detail()).contains("homelab needs 2.20.0 or later");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v2.20.0\n",
                "2.20.1\n",
                "2.24.6+ds1-0ubuntu2\n",
                "v2.27.0-desktop.2\n",
                "v2.40.1\n",
                "5.6.1\n",
                "dev\n"
            })
    void aComposeThatIsNewEnoughIsNoProblem(String version) {
        assertThat(preflight(Map.of("docker compose", said(version)))).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldBeforeAnythingIsWritten() {
        assertThat(preflight(Map.of("test -w", new CommandResult(1, "", ""))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.fix()).contains("sudo install -d -o lab /opt/stacks"));
    }

    @Test
    void aHostWithoutNetworksLeftIsToldWhereToGetMore() {
        CommandResult full = new CommandResult(1, "", "failed: all predefined address pools have been fully subnetted");

        Problem problem = new ComposeProblems(new ScriptedHost(folder, Map.of()), "lab")
                .failed("films", List.of(), full, List::of);

        assertThat(problem.fix()).contains("default-address-pools");
    }

    @Test
    void aFullDiskIsNamed() {
        CommandResult full = new CommandResult(
                1, "", "failed to register layer: write /usr/lib/x: no space left on device\nexit status 1");

        Problem problem = new ComposeProblems(new ScriptedHost(folder, Map.of()), "lab")
                .failed("films", List.of(), full, List::of);

        assertThat(problem.summary()).isEqualTo("no space left on host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error response from daemon: manifest for films:9 not found: manifest unknown: manifest unknown",
                "failed to resolve reference \"docker.io/library/films:9\": docker.io/library/films:9: not found",
                "Error response from daemon: No such image: films:9"
            })
    void anImageThatDoesNotExistIsNamed(String said) {
        Problem problem = new ComposeProblems(new ScriptedHost(folder, Map.of()), "lab")
                .failed("films", List.of(), new CommandResult(1, "", said), List::of);

        assertThat(problem.summary()).isEqualTo("image not found");
        assertThat(problem.detail()).contains("films:9");
    }

    @Test
    void whatListensMayBeTheProjectItselfInTheNetworkOfTheHost() {
        String listening = "tcp LISTEN 0 128 0.0.0.0:8096 0.0.0.0:*\n";
        String container = "films-server-1\trunning\tUp 5 minutes\t\tfilms\tserver\t/opt/stacks/films\t\t\t\t";

        assertThat(preflight(Map.of("ss -H", said(listening), "docker ps", said(container + "host\t1f\n"))))
                .isEmpty();
        assertThat(preflight(Map.of("ss -H", said(listening), "docker ps", said(container + "films_default\t1f\n"))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.detail()).contains("8096/tcp, where a program listens"));
    }

    @Test
    void aHostWithoutSsIsNotLookedAtForPrograms() {
        assertThat(preflight(Map.of("ss -H", new CommandResult(127, "", "sh: 1: ss: not found"))))
                .isEmpty();
    }

    @Test
    void aProjectThatMayNotBeReadIsSomebodyElses() {
        assertThat(session(Map.of("env LC_ALL=C", closed())).observe())
                .singleElement()
                .satisfies(seen -> {
                    assertThat(seen.owner()).isEmpty();
                    assertThat(seen.resource())
                            .isEqualTo(new ComposeProject(
                                    "films", YamlDocument.EMPTY, Map.of(), Map.of(), Running.NOT_AT_ALL));
                });
    }

    @Test
    void aProjectThatMayNotBeReadCannotBeAdopted() {
        ComposeSession session = session(Map.of("env LC_ALL=C", closed()));
        Plan<ComposeProject> plan = new Planner("home").plan(wanted(), session.observe(), Set.of("films"));

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.conflicts().get(0).existing().resource().unadoptable())
                .contains("its files may not be read; let this user read them first");
    }

    @Test
    void aProjectOfOursThatMayNotBeReadIsAProblem() {
        String ours =
                "films-server-1\trunning\tUp 2 minutes\t\tfilms\tserver\t/opt/stacks/films\thome/films\t\t\tfilms_default\t1f\n";

        assertThatThrownBy(() -> session(Map.of("env LC_ALL=C", closed(), "docker ps", said(ours)))
                        .observe())
                .hasMessageContaining("the user \"lab\" may not read what is in \"/opt/stacks/films\"");
    }

    private static CommandResult closed() {
        return new CommandResult(1, "", "tar: /opt/stacks/films/.env: Cannot open: Permission denied\n");
    }

    private static CommandResult said(String output) {
        return new CommandResult(0, output, "");
    }

    private List<Problem> startInterval(String version) {
        ComposeSession session = session(Map.of("docker version", said(version)));
        session.observe();
        YamlDocument file =
                YamlDocument.of("services: {server: {image: 'films:1', healthcheck: {start_interval: 2s}}}\n");
        return session.preflight(List.of(new Desired<>(
                ServiceName.of("films"), new ComposeProject("films", file, Map.of(), Map.of(), Running.AS_WRITTEN))));
    }

    private List<Problem> preflight(Map<String, CommandResult> answers) {
        ComposeSession session = session(answers);
        session.observe();
        return session.preflight(wanted());
    }

    private static List<Desired<ComposeProject>> wanted() {
        ComposeProject wanted =
                new ComposeProject("films", YamlDocument.of(FILE), Map.of(), Map.of(), Running.AS_WRITTEN);
        return List.of(new Desired<>(ServiceName.of("films"), wanted));
    }

    private ComposeSession session(Map<String, CommandResult> answers) {
        return new ComposeSession(
                new ScriptedHost(folder, answers),
                "lab",
                Homes.context("home", Map.of()),
                new ComposeSettings("nas", "/opt/stacks", Optional.empty()));
    }

    /** A host that answers some commands, by their first two words, in a given way, and all others well. */
    private record ScriptedHost(Path root, Map<String, CommandResult> answers) implements RemoteHost {

        @Override
        public Where where() {
            return Where.target("nas", "");
        }

        @Override
        public CommandResult run(List<String> argv, String input, Duration limit) {
            return answers.getOrDefault(argv.get(0) + " " + argv.get(1), FINE);
        }

        @Override
        public CommandResult run(List<String> argv, OutputStream output, Duration limit) {
            CommandResult result = run(argv, "", limit);
            try {
                output.write(result.output().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new CommandResult(result.exit(), "", result.errors());
        }

        @Override
        public Folder folder(String path) {
            return new LocalFolder(root.resolve(path.substring(1)));
        }
    }
}
