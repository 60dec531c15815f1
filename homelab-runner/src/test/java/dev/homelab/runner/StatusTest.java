// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.lab.Lab;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.LogRequest;
import dev.homelab.provision.TargetException;
import dev.homelab.report.Ending;
import dev.homelab.runner.ServiceStatus.Health;
import dev.homelab.runner.guard.UnknownNameException;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.StatusText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How every service is, by one look. */
class StatusTest {

    private LabHome home;

    @BeforeEach
    void aPage(@TempDir Path folder) {
        home = new LabHome(folder);
        home.define("wiki", "wiki:1", 8002);
    }

    @AfterEach
    void close() {
        home.close();
    }

    private HomelabStatus status() {
        return home.homelab().status(RunOptions.usual());
    }

    private ServiceStatus wiki() {
        return status().services().stream()
                .filter(service -> service.service().value().equals("wiki"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aServiceThatWasNeverAppliedIsNew() {
        assertThat(wiki().health()).isEqualTo(Health.NEW);
        assertThat(wiki().pending()).isPositive();
        assertThat(wiki().lastRun()).isEmpty();
        assertThat(StatusText.lines(status()).toString())
                .contains("wiki  new  ")
                .contains("0 of ");
    }

    @Test
    void aServiceThatRunsIsHealthyAndNamesItsLastRun() {
        String run = home.apply().run();

        assertThat(wiki().health()).isEqualTo(Health.HEALTHY);
        assertThat(wiki().findings()).isEmpty();
        assertThat(wiki().pending() + wiki().drift()).isZero();
        assertThat(wiki().images()).containsExactly("wiki:1");
        assertThat(wiki().urls()).hasSize(1);
        assertThat(wiki().lastRun()).hasValueSatisfying(last -> {
            assertThat(last.run()).isEqualTo(run);
            assertThat(last.ending()).contains(Ending.DONE);
        });
        assertThat(status().isGood()).isTrue();
        assertThat(Json.of(status())).contains("\"health\" : \"HEALTHY\"", run);
    }

    @Test
    void aContainerThatWasStoppedIsSaidAndNothingIsWaitedFor() {
        home.apply();
        home.lab.host(Lab.MEDIA).docker().stopByHand("wiki-server-1");
        int requests = home.lab.host(Lab.MEDIA).commandLines();

        assertThat(wiki().health()).isEqualTo(Health.UNHEALTHY);

        assertThat(home.lab.host(Lab.MEDIA).commandLines() - requests).isLessThanOrEqualTo(3);
        assertThat(wiki().findings()).singleElement().asString().startsWith("server runs: ");
        assertThat(status().isGood()).isFalse();
    }

    @Test
    void whatWasChangedByHandIsDriftAndAChangedDefinitionIsPending() {
        home.apply();
        home.define("wiki", "wiki:2", 8002);

        assertThat(wiki().pending()).isEqualTo(1);
        assertThat(wiki().drift()).isZero();
        assertThat(wiki().health()).isEqualTo(Health.HEALTHY);
        assertThat(StatusText.lines(status()).toString()).contains("healthy, 1 pending");
    }

    @Test
    void aTargetThatIsUnreachableLeavesItsServicesUnknownAndTheOthersAreSeen() {
        home.apply();
        home.lab.pihole().disconnect();

        HomelabStatus seen = status();

        assertThat(seen.problems()).extracting(Problem::detail).isNotEmpty();
        assertThat(seen.services()).extracting(ServiceStatus::health).contains(Health.UNKNOWN);
        assertThat(StatusText.lines(seen).toString()).contains("! dns is unreachable");
        home.lab.pihole().reconnect();
        assertThat(status().isGood()).isTrue();
    }

    @Test
    void aServiceWithoutADefinitionIsShownWhileItIsThere() {
        home.apply();
        home.remove("wiki");

        assertThat(wiki().health()).isEqualTo(Health.UNDEFINED);
        assertThat(StatusText.lines(status())).anyMatch(line -> line.startsWith("  wiki"));
    }

    @Test
    void theLogOfAServiceIsReadFromItsHostAndFollowedUntilItIsCancelled() {
        home.lab.host(Lab.MEDIA).docker().images().says("wiki:1", "listening");
        home.apply();
        List<String> lines = new ArrayList<>();

        home.homelab().logs("wiki", new LogRequest(100, false, Optional.empty()), RunOptions.usual(), lines::add);
        assertThat(lines).containsExactly("server  wiki-server-1 says: listening");

        Cancellation cancellation = new Cancellation();
        List<String> followed = new ArrayList<>();
        assertThatThrownBy(() -> home.homelab()
                        .logs(
                                "wiki",
                                new LogRequest(100, true, Optional.of("server")),
                                RunOptions.usual().cancelledBy(cancellation),
                                line -> {
                                    followed.add(line);
                                    cancellation.cancel();
                                }))
                .isInstanceOf(CancellationException.class);
        assertThat(followed).containsExactly("wiki-server-1 says: listening");
    }

    @Test
    void whatHasNoLogIsAProblem() {
        RunOptions usual = RunOptions.usual();
        LogRequest other = new LogRequest(100, false, Optional.of("other"));
        assertThatThrownBy(() -> home.homelab().logs("wikki", other, usual, line -> {}))
                .isInstanceOf(UnknownNameException.class)
                .hasMessageContaining("wiki");
        assertThatThrownBy(() -> home.homelab().logs("wiki", other, usual, line -> {}))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("there is no container of the service");
        home.apply();
        assertThatThrownBy(() -> home.homelab().logs("wiki", other, usual, line -> {}))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("no container of that name; it has server");
    }

    @Test
    void aLogThatDockerCannotReadIsAProblemAndNotAnEmptyLog() {
        home.apply();
        home.lab
                .host(Lab.MEDIA)
                .docker()
                .answering(argv -> argv.contains("logs")
                        ? Optional.of("Error response from daemon: configured logging driver does not support reading")
                        : Optional.empty());

        assertThatThrownBy(() -> home.homelab()
                        .logs("wiki", new LogRequest(100, false, Optional.empty()), RunOptions.usual(), line -> {}))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("wiki-server-1")
                .hasMessageContaining("does not support reading");
    }

    @Test
    void verifyCanBeLimitedToSomeServices() {
        home.apply();
        home.define("other", "wiki:3", 8003);

        List<String> verified = home
                .homelab()
                .verify(RunRequest.usual()
                        .with(dev.homelab.runner.guard.Scope.everything().only("wiki")))
                .verdicts()
                .stream()
                .map(verdict -> verdict.service().value())
                .toList();

        assertThat(verified).containsExactly("wiki");
    }
}
