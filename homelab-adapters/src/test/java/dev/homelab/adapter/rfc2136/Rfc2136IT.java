// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.rfc2136;

import static dev.homelab.adapter.rfc2136.ZoneHome.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.homelab.adapter.real.RealServers;
import dev.homelab.adapter.support.dns.DnsRefusedException;
import dev.homelab.adapter.support.dns.SignedDns;
import dev.homelab.lab.contract.ProvisionerContract;
import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** The laws, with a real BIND. Updates are watched on their way there. */
@EnabledIfEnvironmentVariable(
        named = "BIND_PORT",
        matches = "\\d+",
        disabledReason = "BIND is not up: it/servers up DIR bind, and export what DIR/servers.env says")
class Rfc2136IT extends ProvisionerContract<ZoneName> {

    private static final Name ZONE = Name.fromConstantString("home.arpa.");
    private static final Name NS = Name.fromConstantString("ns.home.arpa.");

    private final int port = Integer.parseInt(RealServers.variable("BIND_PORT"));
    private final String secret = RealServers.variable("BIND_KEY");
    private final SignedDns bind = new SignedDns("127.0.0.1", port, new TSIG("hmac-sha256", "homelab.", secret));
    private final UpdateRelay relay = new UpdateRelay(port);
    private final ZoneHome home = new ZoneHome(relay.port(), secret);

    @BeforeEach
    void clear() throws IOException, DnsRefusedException {
        Update update = new Update(ZONE);
        bind.transfer(ZONE).stream()
                .map(Record::getName)
                .distinct()
                .filter(name -> !name.equals(ZONE) && !name.equals(NS))
                .forEach(update::delete);
        bind.send(update);
    }

    @AfterEach
    void stop() {
        relay.close();
        home.close();
    }

    @Override
    protected Provisioner<ZoneName> provisioner() {
        return home.provisioner();
    }

    @Override
    protected ResolvedCatalog catalog() {
        return home.catalog(service("films", "192.0.2.20"), nas());
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return home.catalog(service("films", "192.0.2.21"), nas());
    }

    @Override
    protected ResolvedCatalog emptyCatalog() {
        return home.catalog();
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return home.catalog(ZoneHome.many());
    }

    @Override
    protected void addByHand() {
        byHand("Printer", Type.A, "192.0.2.9");
        byHand("printer", Type.A, "192.0.2.10");
        byHand("films", Type.MX, "10 ns.home.arpa.");
        byHand("old", Type.CNAME, "printer.home.arpa.");
    }

    @Override
    protected String addInTheWay() {
        byHand("films", Type.A, "192.0.2.6");
        byHand("films", Type.AAAA, "fd00::6");
        return "films.home.arpa";
    }

    @Override
    protected boolean delayTruth() {
        return true; // whatever a real server does is waited for
    }

    @Override
    protected Faults faults() {
        return relay.faults();
    }

    @Override
    protected int writes() {
        return relay.writes();
    }

    @Test
    void whatChangedSinceThePlanIsNotOverwritten() {
        Plan<ZoneName> creation = home.plan(home.catalog(service("films", "192.0.2.20")));
        byHand("films", Type.AAAA, "fd00::6");
        assertThat(summaries(home.apply(creation))).containsExactly("name changed meanwhile");

        Plan<ZoneName> adoption = home.plan(home.catalog(service("films", "192.0.2.20")), "films.home.arpa");
        byHand("films", Type.AAAA, "fd00::7");
        assertThat(summaries(home.apply(adoption))).containsExactly("name changed meanwhile");
    }

    @Test
    void anAliasThatBindLeavesOutIsNoSuccess() {
        home.apply(home.plan(home.catalog(service("films", "192.0.2.20"))));
        byHand("films", Type.MX, "10 ns.home.arpa.");
        ResolvedCatalog alias = alias();

        assertThat(summaries(home.apply(home.plan(alias)))).containsExactly("change was lost");
    }

    @Test
    void aNameMayBecomeAnAliasAndBack() {
        home.apply(home.plan(home.catalog(service("films", "192.0.2.20"))));

        assertThat(home.apply(home.plan(alias()))).hasSize(1).allMatch(Outcome::succeeded);
        assertThat(home.plan(alias()).isEmpty()).isTrue();
    }

    @Test
    void theRightToUpdateIsAskedForWithoutAnUpdate() {
        try (Session<ZoneName> session = provisioner().open()) {
            assertThat(session.checkWritable(home.plan(catalog()).changes())).isEmpty();
        }
        assertThat(writes()).isZero();
    }

    @Test
    void bindSaysWhatIsWrongWithAKeyOrAZone() {
        assertThat(problemOf(home, home.settings("home.arpa", "other", Optional.empty())))
                .isEqualTo("DNS key refused");
        assertThat(problemOf(home, home.settings("example.org", "homelab", Optional.empty())))
                .isEqualTo("zone not served");
        try (ZoneHome wrong = new ZoneHome(port, "c29tZXRoaW5nIGVsc2UgZW50aXJlbHk=")) {
            assertThat(problemOf(wrong, wrong.settings())).isEqualTo("DNS key refused");
        }
    }

    private ResolvedCatalog alias() {
        return home.catalog(
                service("films", more -> more.dns("films.home.arpa", record -> record.cname("nas.home.arpa"))));
    }

    private static Service nas() {
        return service(
                "nas",
                more -> more.dns("nas.home.arpa", "192.0.2.40")
                        .dns("nas.home.arpa", "fd00::40")
                        .dns("storage.home.arpa", record -> record.cname("nas.home.arpa")));
    }

    private void byHand(String label, int type, String value) {
        try {
            Update update = new Update(ZONE);
            update.add(Record.fromString(Name.fromString(label, ZONE), type, DClass.IN, 600, value, Name.root));
            bind.send(update);
        } catch (IOException | DnsRefusedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> summaries(List<Outcome<ZoneName>> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> outcome.problems().stream())
                .map(Problem::summary)
                .toList();
    }

    private static String problemOf(ZoneHome asker, Rfc2136Settings settings) {
        TargetException problem = catchThrowableOfType(TargetException.class, () -> {
            try (Session<ZoneName> session = asker.provisioner(settings).open()) {
                session.observe();
            }
        });
        return problem.problems().get(0).summary();
    }
}
