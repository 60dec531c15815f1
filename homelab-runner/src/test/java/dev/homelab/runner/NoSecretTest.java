// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.lab.Trees;
import dev.homelab.lab.host.Command;
import dev.homelab.problem.ProblemException;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.PlanText;
import dev.homelab.runner.render.ReportText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every secret of a homelab is a canary here, and none is ever heard where people or other programs listen. */
class NoSecretTest {

    private static final String SECRET = "canary-in-a-container";

    private LabHome home;
    private final Collection<String> heard = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void listen(@TempDir Path folder) {
        home = new LabHome(folder);
        home.environment().put("WIKI_TOKEN", SECRET);
        home.environment().put("WIKI_PART", "canary-within-a-text");
        home.environment().put("WIKI_KEY", "canary-of-the-first-line\ncanary-of-the-second-line");
        home.write("media/wiki.yaml", definition("wiki:1"));
        home.lab
                .hosts()
                .forEach(host -> host.listen(command -> {
                    heard.addAll(command.argv());
                    heard.add(
                            isReading(command)
                                    ? command.output().err()
                                    : command.output().toString());
                }));
        home.lab.discord().listen(exchange -> heard.add(exchange.request().body()));
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void aWholeRunSaysNone() {
        plan();
        say(home.apply());
        say(home.verify());

        assertThat(home.lab.host(Lab.MEDIA).docker().containers().toString()).contains("wiki:1");
        assertSilence();
    }

    @Test
    void aVersionThatDoesNotComeUpSaysNone() {
        say(home.apply());
        home.lab.host(Lab.MEDIA).docker().images().unhealthyImage("wiki:2");
        home.write("media/wiki.yaml", definition("wiki:2"));
        plan();

        Report report = home.apply();

        say(report);
        assertThat(report.ending()).contains(Ending.ROLLED_BACK);
        assertSilence();
    }

    @Test
    void aClientSecretThatNobodyWroteDownIsSaidByNobody() throws IOException {
        plan();
        say(home.apply());
        String derived = clientSecret();
        home.write("media/wiki.yaml", definition("wiki:1").replace("kind: oidc", "kind: oidc, rotation: 1"));
        plan();
        say(home.apply());

        assertThat(clientSecret()).isNotEqualTo(derived);
        home.environment().put("DERIVED", derived);
        home.environment().put("ROTATED", clientSecret());
        heard.add(compose());
        assertSilence();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIHOLE_PASSWORD", "AUTHENTIK_TOKEN", "DISCORD_WEBHOOK", "HOMELAB_KEY", "WIKI_TOKEN"})
    void aSecretThatIsWrongIsNotSaid(String variable) {
        for (String wrong : List.of(
                "canary-that-is-wrong-but-long-enough", "canary ünusual ✓ and long enough too", "canary\nline")) {
            home.environment().put(variable, wrong);
            plan();
            say(home.apply());
        }

        assertThat(heard).noneMatch(text -> text.contains("canary-that") || text.contains("canary ü"));
        assertThat(heard).noneMatch(text -> text.contains("canary\nline"));
    }

    /** What a host keeps in its own files, and the environment of our containers, come back over the line, and go no further. */
    private static boolean isReading(Command command) {
        return command.argv().contains("find") || command.argv().containsAll(List.of("docker", "container", "inspect"));
    }

    private String compose() throws IOException {
        return Files.readString(home.lab.host(Lab.MEDIA).place("/opt/stacks/wiki/compose.yaml"));
    }

    private String clientSecret() {
        return Trees.of(home.lab.authentik().providers()).stream()
                .map(provider -> provider.path("client_secret").asText())
                .filter(secret -> !secret.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private void plan() {
        try {
            HomelabPlan plan = home.homelab().plan();
            heard.add(plan.toString());
            heard.add(Json.of(plan, List.of()));
            heard.addAll(PlanText.lines(plan));
        } catch (ProblemException e) {
            heard.add(e.toString());
            heard.add(Json.of(e.problems()));
        }
    }

    private void say(Report report) {
        heard.add(report.toString());
        heard.add(Json.of(report));
        heard.addAll(ReportText.verdicts(report));
        heard.add(ReportText.problems(report.problems()));
        report.steps().forEach(step -> heard.addAll(ReportText.lines(step)));
    }

    private void assertSilence() {
        hearJournals();
        assertThat(heard).isNotEmpty();
        home.environment()
                .forEach((variable, secret) -> assertThat(heard).as(variable).noneMatch(text -> text.contains(secret)));
        assertThat(heard).noneMatch(text -> text.contains("canary-of-the"));
        assertThat(heard).noneMatch(text -> text.contains("postgres://wiki:"));
    }

    private void hearJournals() {
        Path journals = home.lab.host("docker-core-utils").place("/var/lib/homelab/journal");
        try (Stream<Path> files = Files.list(journals)) {
            List<Path> all = files.toList();
            assertThat(all).isNotEmpty();
            for (Path file : all) {
                heard.add(Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String definition(String image) {
        return """
                name: wiki
                host: docker-media
                containers:
                  server:
                    image: "%s"
                    ports: ["8002:80"]
                    secrets:
                      TOKEN: "env:WIKI_TOKEN"
                      CLIENT_SECRET: "sso:client-secret"
                      DATABASE: "postgres://wiki:${secret:env:WIKI_PART}@db/wiki"
                    secretFiles:
                      /run/wiki/key.pem: env:WIKI_KEY
                routes: [{hostname: wiki.home.arpa, container: server, port: 80}]
                sso: {kind: oidc, redirectUris: ["https://wiki.home.arpa/callback"]}
                """.formatted(image);
    }
}
