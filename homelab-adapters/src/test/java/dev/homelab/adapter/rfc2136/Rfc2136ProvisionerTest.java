// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.rfc2136;

import static dev.homelab.adapter.rfc2136.ZoneHome.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.homelab.lab.contract.ProvisionerContract;
import dev.homelab.lab.http.Faults;
import dev.homelab.lab.rfc2136.FakeZoneServer;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Check;
import dev.homelab.provision.Check.NameAnswers.Answer;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Rfc2136ProvisionerTest extends ProvisionerContract<ZoneName> {

    private static final String SECRET = "a2V5IG9mIHRoZSBsYWIgdGhhdCBpcyBsb25nIGVub3VnaA==";

    private final FakeZoneServer server = new FakeZoneServer("home.arpa", "homelab", SECRET);
    private final ZoneHome home = new ZoneHome(server.port(), SECRET);

    @AfterEach
    void stop() {
        home.close();
        server.close();
    }

    @Override
    protected Provisioner<ZoneName> provisioner() {
        return home.provisioner();
    }

    @Override
    protected ResolvedCatalog catalog() {
        return home.catalog(service("films", "192.0.2.20"), nas("192.0.2.40"));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return home.catalog(service("films", "192.0.2.21"), nas("192.0.2.40"));
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
        server.addByHand("Printer.home.arpa", "A", "192.0.2.9");
        server.addByHand("printer.home.arpa", "A", "192.0.2.10");
        server.addByHand("films.home.arpa", "MX", "10 mail.home.arpa.");
        server.addByHand("old.home.arpa", "CNAME", "printer.home.arpa.");
    }

    @Override
    protected String addInTheWay() {
        server.addByHand("films.home.arpa", "A", "192.0.2.6");
        server.addByHand("films.home.arpa", "AAAA", "fd00::6");
        return "films.home.arpa";
    }

    @Override
    protected boolean delayTruth() {
        return false;
    }

    @Override
    protected Faults faults() {
        return server.faults();
    }

    @Override
    protected int writes() {
        return server.writes();
    }

    @Test
    void aNameHasAMarkBesideIt() {
        home.apply(home.plan(catalog()));

        assertThat(server.records())
                .contains(
                        "films.home.arpa 300 A 192.0.2.20",
                        "_homelab.films.home.arpa 300 TXT \"contract/films\"",
                        "storage.home.arpa 300 CNAME nas.home.arpa.",
                        "_homelab.storage.home.arpa 300 TXT \"contract/nas\"");
        assertThat(server.writes()).isEqualTo(3);
    }

    @Test
    void recordsOfOtherTypesStay() {
        server.addByHand("films.home.arpa", "MX", "10 mail.home.arpa.");
        home.apply(home.plan(catalog()));
        home.apply(home.plan(emptyCatalog()));

        assertThat(server.records())
                .containsExactly(
                        "films.home.arpa 300 MX 10 mail.home.arpa.",
                        "home.arpa 300 NS ns.home.arpa.",
                        "ns.home.arpa 300 A 127.0.0.1");
    }

    @Test
    void aNameMayBecomeAnAliasAndBack() {
        ResolvedCatalog address = home.catalog(service("films", "192.0.2.20"));
        ResolvedCatalog alias = home.catalog(
                service("films", more -> more.dns("films.home.arpa", record -> record.cname("nas.home.arpa"))));
        home.apply(home.plan(address));

        assertThat(home.apply(home.plan(alias))).hasSize(1).allMatch(Outcome::succeeded);
        assertThat(home.plan(alias).isEmpty()).isTrue();
        assertThat(home.apply(home.plan(address))).hasSize(1).allMatch(Outcome::succeeded);
        assertThat(home.plan(address).isEmpty()).isTrue();
    }

    @Test
    void anAliasBesideOtherRecordsIsSaidBeforeAnythingIsWritten() {
        server.addByHand("films.home.arpa", "TXT", "\"v=spf1 -all\"");
        ResolvedCatalog alias = home.catalog(
                service("films", more -> more.dns("films.home.arpa", record -> record.cname("nas.home.arpa"))));

        try (Session<ZoneName> session = provisioner().open()) {
            session.observe();
            assertThat(session.preflight(provisioner().desired(alias)))
                    .extracting(Problem::summary)
                    .containsExactly("name has other records");
        }
        assertThat(summaries(home.apply(home.plan(alias)))).containsExactly("name changed meanwhile");
    }

    @Test
    void whatTheServerLeavesOutIsNoSuccess() {
        ResolvedCatalog address = home.catalog(service("films", "192.0.2.20"));
        home.apply(home.plan(address));
        server.addByHand("films.home.arpa", "MX", "10 mail.home.arpa.");

        assertThat(summaries(home.apply(home.plan(home.catalog(service(
                        "films", more -> more.dns("films.home.arpa", record -> record.cname("nas.home.arpa"))))))))
                .containsExactly("change was lost");
    }

    @Test
    void whatChangedSinceThePlanIsNotOverwritten() {
        Plan<ZoneName> creation = home.plan(home.catalog(service("films", "192.0.2.20")));
        server.addByHand("films.home.arpa", "AAAA", "fd00::6");
        assertThat(summaries(home.apply(creation))).containsExactly("name changed meanwhile");

        server.removeByHand("films.home.arpa");
        home.apply(creation);
        Plan<ZoneName> update = home.plan(home.catalog(service("films", "192.0.2.21")));
        server.addByHand("films.home.arpa", "A", "192.0.2.77");
        assertThat(summaries(home.apply(update))).containsExactly("name changed meanwhile");
        assertThat(server.records()).contains("films.home.arpa 300 A 192.0.2.77");
    }

    @Test
    void aNameThatWasRemovedByHandComesBack() {
        home.apply(home.plan(catalog()));
        server.removeByHand("films.home.arpa");

        assertThat(home.plan(catalog()).changes()).hasSize(1);
        assertThat(home.apply(home.plan(catalog()))).allMatch(Outcome::succeeded);
        assertThat(home.plan(catalog()).isEmpty()).isTrue();
    }

    @Test
    void anotherTtlIsAnUpdate() {
        home.apply(home.plan(catalog()));
        Rfc2136Settings slow = home.settings("home.arpa", "homelab", Optional.of(3600));

        assertThat(home.provisioner(slow).desired(catalog()))
                .extracting(desired -> desired.resource().records())
                .contains(List.of("3600 A 192.0.2.20"));
    }

    @Test
    void aServerThatRefusesSaysWhy() {
        server.refuseUpdates();
        try (Session<ZoneName> session = provisioner().open()) {
            assertThat(session.checkWritable(home.plan(catalog()).changes()))
                    .extracting(Problem::summary)
                    .containsExactly("zone update refused");
        }
        assertThat(summaries(home.apply(home.plan(catalog())))).containsOnly("zone update refused");
        server.refuseTransfers();
        assertThat(problemOf(home.settings())).isEqualTo("zone transfer refused");
    }

    @Test
    void askingForTheRightToWriteWritesNothing() {
        try (Session<ZoneName> session = provisioner().open()) {
            assertThat(session.checkWritable(home.plan(catalog()).changes())).isEmpty();
        }
        assertThat(server.writes()).isZero();
    }

    @Test
    void aKeyThatTheServerDoesNotTakeIsAProblem() {
        assertThat(problemOf(home.settings("home.arpa", "other", Optional.empty())))
                .isEqualTo("DNS key refused");
        try (ZoneHome wrong = new ZoneHome(server.port(), "c29tZXRoaW5nIGVsc2UgZW50aXJlbHk=")) {
            assertThat(problemOf(wrong, wrong.settings())).isEqualTo("DNS key refused");
        }
        try (ZoneHome wrong = new ZoneHome(server.port(), "no key, but a sentence")) {
            assertThat(problemOf(wrong, wrong.settings())).isEqualTo("DNS key not Base64");
        }
    }

    @Test
    void clocksThatDifferAreAProblem() {
        server.skewClock(Duration.ofHours(1));

        assertThat(problemOf(home.settings())).isEqualTo("clocks too far apart");
    }

    @Test
    void aZoneOfAnotherServerIsAProblem() {
        assertThat(problemOf(home.settings("example.org", "homelab", Optional.empty())))
                .isEqualTo("zone not served");
    }

    @Test
    void aServerThatIsDownIsAProblem() {
        server.faults().goDown();

        assertThat(problemOf(home.settings())).isEqualTo("target not reachable");
    }

    @Test
    void aNameOutsideTheZoneIsAMistakeOfItsDefinition() {
        Service wiki = service(
                "wiki",
                more -> more.dns("wiki.home.arpa", "192.0.2.4")
                        .dns("wiki.example.org", "192.0.2.4")
                        .dns("xhome.arpa", "192.0.2.4"));

        assertThat(new Rfc2136Adapter()
                        .check(target(), home.settings(), home.catalog(wiki).catalog()))
                .extracting(Problem::summary, problem -> problem.where().render())
                .containsExactly(
                        tuple("name outside the zone", "services/media/wiki.yaml:1:1 dns[1].hostname"),
                        tuple("name outside the zone", "services/media/wiki.yaml:1:1 dns[2].hostname"));
    }

    @Test
    void aNameGoesToTheLongestZoneThatHoldsIt() {
        home.with("lab", "lab.home.arpa");
        home.with("away", "example.org");
        ResolvedCatalog catalog = home.catalog(service(
                "wiki",
                more -> more.dns("wiki.home.arpa", "192.0.2.4")
                        .dns("wiki.lab.home.arpa", "192.0.2.4")
                        .dns("wiki.example.org", "192.0.2.4")));

        assertThat(new Rfc2136Adapter().check(target(), home.settings(), catalog.catalog()))
                .isEmpty();
        assertThat(provisioner().desired(catalog))
                .extracting(desired -> desired.resource().key())
                .containsExactly("wiki.home.arpa");
        assertThat(provisioner().expectations(catalog)).hasSize(1);
        assertThat(home.provisioner(home.settings("lab.home.arpa", "homelab", Optional.empty()))
                        .desired(catalog))
                .extracting(desired -> desired.resource().key())
                .containsExactly("wiki.lab.home.arpa");
    }

    @Test
    void aNameWithoutRoomForItsMarkIsAMistake() {
        String label = "a".repeat(60);
        String longest = String.join(".", label, label, label, "a".repeat(55)) + ".home.arpa";

        assertThat(new Rfc2136Adapter()
                        .check(
                                target(),
                                home.settings(),
                                home.catalog(service("wiki", more -> more.dns(longest, "192.0.2.4")))
                                        .catalog()))
                .extracting(Problem::summary)
                .containsExactly("name too long for mark");
    }

    @Test
    void aVisitorMustBeAnsweredByTheServer() {
        assertThat(provisioner().expectations(home.catalog(service("films", "192.0.2.20"))))
                .containsExactly(new Check.NameAnswers(
                        ServiceName.of("films"),
                        "127.0.0.1",
                        server.port(),
                        Hostname.of("films.home.arpa"),
                        Set.of(Answer.address("192.0.2.20")),
                        Optional.empty()));
    }

    private static Service nas(String address) {
        return service(
                "nas",
                more -> more.dns("nas.home.arpa", address)
                        .dns("nas.home.arpa", "fd00::40")
                        .dns("storage.home.arpa", record -> record.cname("nas.home.arpa")));
    }

    private Target target() {
        return home.target("dns", "home.arpa");
    }

    private static List<String> summaries(List<Outcome<ZoneName>> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> outcome.problems().stream())
                .map(Problem::summary)
                .toList();
    }

    private String problemOf(Rfc2136Settings settings) {
        return problemOf(home, settings);
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
