// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.dnsmasq.FakeDnsmasq;
import dev.homelab.lab.pihole.FakePihole;
import dev.homelab.problem.Problem;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.report.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Pi-hole and a hosts file are replicas of each other, although the file has addresses where the Pi-hole has an alias. */
class PiholeAndHostsFileTest {

    private static final String HOST = "docker-lxc-glance";
    private static final byte[] NOT_UTF8 = {'#', (byte) 0xe4, '\n'};

    private LabHome home;
    private FakePihole pihole;
    private Path file;
    private FakeDnsmasq dnsmasq;

    @BeforeEach
    void oneServiceWithAnAlias(@TempDir Path folder) throws IOException {
        home = new LabHome(folder);
        pihole = home.lab.pihole();
        Path hosts = home.lab.host(HOST).place("/etc/dnsmasq.d/hosts");
        Files.createDirectories(hosts);
        file = hosts.resolve("homelab.hosts");
        dnsmasq = FakeDnsmasq.ofHostsDir(hosts);
        Path inventory = home.lab.inventory();
        String target =
                "  names: {kind: dnsmasq, host: %s, file: /etc/dnsmasq.d/hosts/homelab.hosts, dnsHost: 127.0.0.1, dnsPort: %d}%n"
                        .formatted(HOST, dnsmasq.port());
        Files.writeString(inventory, Files.readString(inventory).replace("  dashboard:", target + "  dashboard:"));
        home.define("photos", "photos:1", 8001, "dns: [{hostname: album.home.arpa, cname: photos.home.arpa}]");
    }

    @AfterEach
    void close() {
        dnsmasq.close();
        home.close();
    }

    @Test
    void bothAnswerTheSame() {
        assertThat(home.apply().ending()).contains(Ending.DONE);

        assertCaughtUp();
    }

    @Test
    void aPiholeThatIsAwayIsCaughtUpByTheNextRun() {
        pihole.faults().goDown();

        assertBehind(home.apply(), "dns");
        assertThat(lines()).hasSize(2);

        pihole.faults().recover();
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertCaughtUp();
    }

    @Test
    void aFileThatCannotBeWrittenIsCaughtUpOnceItCan() throws IOException {
        Files.write(file, NOT_UTF8);

        assertBehind(home.apply(), "names");
        assertThat(pihole.hosts()).hasSize(1);
        assertThat(file).hasBinaryContent(NOT_UTF8);

        Files.writeString(file, "");
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertCaughtUp();
    }

    private void assertCaughtUp() {
        assertThat(pihole.hosts()).hasSize(1);
        assertThat(pihole.cnames()).containsExactly("album.home.arpa,photos.home.arpa");
        assertThat(lines()).hasSize(2);
        assertThat(dnsmasq.addresses("album.home.arpa"))
                .isEqualTo(dnsmasq.addresses("photos.home.arpa"))
                .hasSize(1);
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertBehind(Report report, String target) {
        assertThat(report.ending()).contains(Ending.PENDING);
        assertThat(report.verdicts()).allMatch(Verdict::endedWell);
        assertThat(report.problems())
                .filteredOn(problem -> problem.summary().equals("target out of sync"))
                .singleElement()
                .extracting(Problem::render)
                .asString()
                .contains("target " + target);
    }
}
