// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.lab.Lab;
import dev.homelab.runner.LabHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

    private final StringWriter out = new StringWriter();
    private LabHome home;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        home = new LabHome(folder);
        home.write("inventory.yaml", Files.readString(home.lab.inventory()));
        home.define("photos", "photos:1", 8001);
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void whereAllIsWellEachThingHasALineAndNothingIsWritten() {
        SortedMap<String, String> before = home.lab.snapshot();
        int writes = home.lab.writes();

        assertThat(doctor()).as(out.toString()).isZero();

        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("ok +secret +root key .*"))
                .anyMatch(line -> line.matches("ok +host +docker-media +sign-in and clock"))
                .anyMatch(line -> line.matches("ok +record .*"))
                .anyMatch(line -> line.matches("ok +target +\\S+ +pihole at http.*"))
                .anyMatch(line -> line.matches("ok +entrance +\\S+ +DNS queries from this machine"))
                .anyMatch(line -> line.matches("ok +entrance +\\S+ +visitors enter at http.*"))
                .noneMatch(line -> line.startsWith("problem"));
        assertThat(home.lab.snapshot()).isEqualTo(before);
        assertThat(home.lab.writes()).isEqualTo(writes);
    }

    @Test
    void severalThingsThatAreWrongAreNamedSideBySide() {
        home.lab.host(Lab.MEDIA).skewClock(Duration.ofMinutes(-5));
        home.lab.dns().close();
        home.lab.host("traefik").close();

        assertThat(doctor()).isEqualTo(1);

        assertThat(out.toString())
                .contains("error: clocks disagree", "s behind that of this machine", "sudo timedatectl set-ntp true")
                .contains("error: DNS server does not answer")
                .contains("error: host not reachable");
        assertThat(out.toString().lines()).anyMatch(line -> line.matches("ok +host +docker-core-utils .*"));
    }

    @Test
    void aClockThatIsAheadIsNamedAndOneThatIsNearlyRightIsNot() {
        home.lab.host(Lab.MEDIA).skewClock(Duration.ofSeconds(90));
        home.lab.host("docker-core-utils").skewClock(Duration.ofSeconds(10));

        assertThat(doctor()).isEqualTo(1);

        assertThat(out.toString())
                .containsOnlyOnce("error: clocks disagree")
                .contains("s ahead of that of this machine");
    }

    @Test
    void aProxyThatIsDownIsNamedBeforeAnyRouteIsWritten() {
        home.lab.traefik().visitors().close();

        assertThat(doctor()).isEqualTo(1);

        assertThat(out.toString()).contains("error: entrance does not answer", "start the proxy");
    }

    @Test
    void dnsAndTheEntranceAreAskedWithoutAnyService() {
        home.remove("photos");
        home.lab.dns().close();

        assertThat(doctor()).isEqualTo(1);

        assertThat(out.toString()).contains("error: DNS server does not answer").doesNotContain("catalog is empty");
    }

    @Test
    void aMissingKeyIsNamedAndHostsAreStillLookedAt() {
        home.environment().remove("HOMELAB_KEY");

        assertThat(doctor()).isEqualTo(1);

        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("problem +secret +root key .*"))
                .anyMatch(line -> line.matches("ok +host +docker-media .*"));
        assertThat(out.toString()).contains("error: secret not found");
    }

    @Test
    void aSecretOfAServiceThatIsMissingKeepsNoTargetFromBeingLookedAt() {
        home.define("wiki", "wiki:1", 8002, "dns: []");
        home.write("media/notes.yaml", """
                name: notes
                host: docker-media
                containers:
                  server: {image: "notes:1", secrets: {TOKEN: env:NO_SUCH_VARIABLE}}
                """);
        home.lab.pihole().password("changed");

        assertThat(doctor()).isEqualTo(1);

        assertThat(out.toString())
                .contains("error: secret not found", "NO_SUCH_VARIABLE", "error: sign-in refused")
                .doesNotContain("error: too many deletions");
    }

    @Test
    void dockerThatMayNotBeUsedIsNamed() {
        home.lab.host(Lab.MEDIA).setup().dockerIn("/nowhere");

        assertThat(doctor()).isEqualTo(1);

        assertThat(out.toString().lines()).anyMatch(line -> line.matches("problem +target +docker-media .*"));
        assertThat(out.toString()).contains("error: docker not installed");
    }

    @Test
    void theRightToWriteIsLookedAtWhateverIsPlanned() {
        home.apply();
        home.lab.pihole().readOnly(true);

        assertThat(doctor()).isEqualTo(1);

        assertThat(out.toString()).contains("error: configuration is read-only");
    }

    @Test
    void programsGetEachCheck() throws IOException {
        home.lab.host(Lab.MEDIA).skewClock(Duration.ofMinutes(5));

        assertThat(doctor("--json")).isEqualTo(1);

        JsonNode checks = new ObjectMapper().readTree(out.toString()).path("checks");
        assertThat(checks).anySatisfy(check -> {
            assertThat(check.path("name").asText()).isEqualTo("docker-media");
            assertThat(check.path("isOk").asBoolean()).isFalse();
            assertThat(check.path("problems").get(0).path("summary").asText()).isEqualTo("clocks disagree");
        });
        assertThat(checks)
                .anySatisfy(check -> assertThat(check.path("isOk").asBoolean()).isTrue());
    }

    private int doctor(String... options) {
        String[] arguments = Stream.concat(
                        Stream.of("doctor", "--services", home.services.toString()), Stream.of(options))
                .toArray(String[]::new);
        return Main.run(home.environment(), new PrintWriter(out), new PrintWriter(out), arguments);
    }
}
