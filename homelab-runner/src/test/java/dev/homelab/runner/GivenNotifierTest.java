// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.report.Ending;
import dev.homelab.report.Notifier;
import dev.homelab.report.Report;
import dev.homelab.runner.guard.Stage;
import dev.homelab.runner.source.Sources;
import dev.homelab.spi.HttpClient;
import dev.homelab.spi.NotifierFactory;
import dev.homelab.spi.SecretResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A notifier that a program gives hears just what a channel of the inventory hears. */
class GivenNotifierTest {

    private final List<Report> given = new ArrayList<>();
    private final List<Report> channel = new ArrayList<>();
    private LabHome home;

    @BeforeEach
    void oneServiceAndTwoNotifiers(@TempDir Path folder) throws IOException {
        home = new LabHome(folder);
        home.define("wiki", "wiki:1", 8002);
        home.write(
                "inventory.yaml",
                Files.readString(home.lab.inventory()).replace("notify:\n", "notify:\n  list: {}\n  broken: {}\n"));
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void ofARun() {
        assertThat(homelab().apply(LabHome.request()).ending()).contains(Ending.DONE);

        bothHeard(Ending.DONE);
    }

    @Test
    void ofARunThatFailsBeforeItBegins() {
        home.write("media/wiki.yaml", """
                name: wiki
                host: docker-media
                containers:
                  server: {image: "wiki:1", secrets: {TOKEN: env:NOT_THERE}}
                """);

        assertThat(homelab().apply(LabHome.request()).ending()).contains(Ending.FAILED);

        bothHeard(Ending.FAILED);
    }

    @Test
    void notOfAVerificationAndOfStagesOnlyWhatTheirPipelineTells() {
        Homelab homelab = homelab();
        RunOptions stage =
                LabHome.request().options().with(new PipelineOptions(Stage.VERIFY, Optional.of("a pipeline"), false));

        homelab.verify(LabHome.options());
        Report report = homelab.apply(RunRequest.usual().with(stage));

        assertThat(given).isEmpty();
        assertThat(channel).isEmpty();
        homelab.tell(report);
        assertThat(given).containsExactly(report);
        assertThat(channel).containsExactly(report);
    }

    private void bothHeard(Ending ending) {
        assertThat(given).isNotEmpty().isEqualTo(channel);
        assertThat(given.get(given.size() - 1).ending()).contains(ending);
    }

    private Homelab homelab() {
        return Homelab.of(Sources.inventory(home.services.resolve("inventory.yaml"))
                        .folder(home.services))
                .environment(home.environment())
                .channel(new Factory("list", () -> channel::add))
                .channel(new Factory("broken", GivenNotifierTest::breaks))
                .notifier(given::add)
                .build();
    }

    private static Notifier breaks() {
        throw new IllegalStateException("it breaks");
    }

    private record Factory(String key, Supplier<Notifier> maker) implements NotifierFactory<Factory.Settings> {

        record Settings() {}

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Notifier notifier(Settings settings, SecretResolver secrets, HttpClient http) {
            return maker.get();
        }
    }
}
