// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.dnsmasq;

import static dev.homelab.adapter.dnsmasq.SampleNames.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.real.RealContract;
import dev.homelab.adapter.real.RealServers;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The laws, through a real SSH server, with a real dnsmasq that answers from the file. */
@EnabledIfEnvironmentVariable(
        named = "DNSMASQ_PORT",
        matches = "\\d+",
        disabledReason = "dnsmasq is not up: it/servers up DIR dnsmasq, and export what DIR/servers.env says")
class DnsmasqIT extends RealContract<HostsName> {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** In the folder that dnsmasq watches. */
    private String file = RealServers.variable("DNSMASQ_HOSTSDIR") + "/homelab.hosts";

    private List<String> reload = List.of();

    @BeforeEach
    void clear() {
        servers.byHand("rm -f %s/*; : > %s"
                .formatted(RealServers.variable("DNSMASQ_HOSTSDIR"), RealServers.variable("DNSMASQ_HOSTS")));
    }

    @Override
    protected Provisioner<HostsName> provisioner() {
        DnsmasqSettings settings = new DnsmasqSettings(
                "nas",
                file,
                reload,
                Optional.empty(),
                Optional.of(Integer.valueOf(RealServers.variable("DNSMASQ_PORT"))),
                Optional.empty());
        return new DnsmasqProvisioner("dns", settings, servers.context());
    }

    @Override
    protected ResolvedCatalog catalog() {
        return servers.catalog(service("films", "192.0.2.20"), service("photos", "192.0.2.20"));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return servers.catalog(service("films", "192.0.2.21"), service("photos", "192.0.2.20"));
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return servers.catalog(SampleNames.many());
    }

    @Override
    protected void addByHand() {
        servers.byHand("echo '192.0.2.9 nas.lan printer.lan # upstairs' > " + file);
    }

    @Override
    protected String addInTheWay() {
        servers.byHand("echo '192.0.2.6 Films.home.arpa#the old box' > " + file);
        return "films.home.arpa";
    }

    @Test
    void aWatchedFolderAnswersByItselfWhatIsWrittenAndForgetsWhatIsRemoved() {
        write(catalog());
        assertAnswer("films.home.arpa", "192.0.2.20");
        assertAnswer("photos.home.arpa", "192.0.2.20");

        write(changedCatalog());
        assertAnswer("films.home.arpa", "192.0.2.21");

        write(emptyCatalog());
        assertAnswer("films.home.arpa", "");
    }

    @Test
    void anotherHostsFileIsReadAgainOnceTheServerIsTold() {
        file = RealServers.variable("DNSMASQ_HOSTS");
        servers.byHand("echo '192.0.2.9 nas.lan' > " + file);
        reload = List.of("pkill", "-HUP", "-F", RealServers.variable("DNSMASQ_PID_FILE"));

        write(catalog());
        assertAnswer("films.home.arpa", "192.0.2.20");
        assertAnswer("nas.lan", "192.0.2.9");

        write(emptyCatalog());
        assertAnswer("films.home.arpa", "");
        assertThat(servers.byHand("cat " + file)).isEqualTo("192.0.2.9 nas.lan\n");
    }

    private void write(ResolvedCatalog catalog) {
        try (Session<HostsName> session = provisioner().open()) {
            assertThat(session.apply(new Batch<>(new Planner(HOMELAB)
                            .plan(provisioner().desired(catalog), session.observe())
                            .changes())))
                    .allMatch(Outcome::succeeded);
        }
    }

    private void assertAnswer(String name, String address) {
        String ask =
                "dig +short +time=1 +tries=2 @127.0.0.1 -p %s %s".formatted(RealServers.variable("DNSMASQ_PORT"), name);
        assertThat(servers.context().await(() -> servers.byHand(ask).strip().equals(address), SOON))
                .as("%s at %s", name, address)
                .isTrue();
    }
}
