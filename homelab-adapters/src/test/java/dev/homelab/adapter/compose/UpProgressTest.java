// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.adapter.support.AdapterContext;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Cancellation;
import dev.homelab.report.Activity;
import dev.homelab.report.Watcher;
import dev.homelab.spi.CommandResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines are those that Compose 5.6.1 printed, and with a bar those of 2.19. */
class UpProgressTest implements Watcher {

    private final List<String> reported = new ArrayList<>();
    private TestLab lab;
    private UpProgress progress;

    @BeforeEach
    void start(@TempDir Path folder) {
        lab = new TestLab(folder, "home");
        AdapterContext usual = lab.context();
        AdapterContext context = new AdapterContext(
                usual.inventory(),
                usual.secrets(),
                usual.key(),
                usual.hosts(),
                usual.http(),
                Cancellation::new,
                false,
                "nas",
                this);
        progress = new UpProgress(context.hosts().host("nas"), context, ServiceName.of("films"), "films");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Override
    public void at(Activity activity) {
        assertThat(activity.target()).isEqualTo("nas");
        assertThat(activity.service()).isEqualTo("films");
        reported.add(activity.hasEnded() ? "ended" : activity.step() + " " + activity.detail());
    }

    @Override
    public boolean wantsDetails() {
        return true;
    }

    @Test
    void layersAreCountedAsTheyCome() {
        take(
                " Image 127.0.0.1:5000/films:1 Pulling ",
                " a2a038642658 Already exists 0B",
                " 59ed235c438e Pulling fs layer 0B",
                " 59ed235c438e Downloading [=====>      ]  1.5MB/4MB",
                " 59ed235c438e Downloading 44.64kB",
                " 59ed235c438e Pull complete 0B");

        assertThat(reported)
                .startsWith(
                        "pulling 127.0.0.1:5000/films:1",
                        "pulling 127.0.0.1:5000/films:1, 1 of 1 layers, 0.0 MB",
                        "pulling 127.0.0.1:5000/films:1, 1 of 2 layers, 0.0 MB",
                        "pulling 127.0.0.1:5000/films:1, 1 of 2 layers, 1.5 MB")
                .endsWith("pulling 127.0.0.1:5000/films:1, 2 of 2 layers, 1.5 MB");
    }

    @Test
    void containersAreWaitedForByName() {
        take(
                " Container films-server-1 Creating ",
                " Container films-server-1 Created ",
                " Container films-db-1 Waiting ",
                " Container films-server-1 Waiting ",
                " Container films-db-1 Healthy ");

        assertThat(reported)
                .containsExactly(
                        "starting films-server-1",
                        "waiting for films-db-1 to be up",
                        "waiting for films-db-1, films-server-1 to be up",
                        "waiting for films-server-1 to be up");
    }

    @Test
    void whatIsNoProgressIsNotReported() {
        take(
                "server IPv4 forwarding is disabled. Networking will not work. ",
                "\u001b[2K Container",
                "59ed235c438e Oh");

        assertThat(reported).isEmpty();
    }

    @Test
    void layersAreNoPartOfWhatFailed() {
        CommandResult result = progress.during(lines -> new CommandResult(
                1, "", " Image films:1 Pulling \n 59ed235c438e Downloading 44.64kB\n Image films:1 Error denied\n"));

        assertThat(result)
                .isEqualTo(new CommandResult(1, "", " Image films:1 Pulling \n Image films:1 Error denied\n"));
        assertThat(reported).containsExactly("ended");
    }

    private void take(String... lines) {
        List.of(lines).forEach(progress::take);
    }
}
