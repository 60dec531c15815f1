// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.dnsmasq;

import static dev.homelab.adapter.dnsmasq.SampleNames.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.ProvisionerContract;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.dnsmasq.FakeDnsmasq;
import dev.homelab.lab.host.shell.Output;
import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Check;
import dev.homelab.provision.Check.NameAnswers.Answer;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DnsmasqProvisionerTest extends ProvisionerContract<HostsName> {

    private static final String FOLDER = "/etc/dnsmasq.d/hosts";
    private static final String FILE = FOLDER + "/homelab.hosts";

    @TempDir
    Path folder;

    private TestLab lab;
    private FakeDnsmasq dnsmasq;
    private List<String> reload = List.of("systemctl", "reload", "dnsmasq");
    private int reloads;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, HOMELAB);
        dnsmasq = FakeDnsmasq.ofAddnHosts(lab.host.place(FOLDER));
        lab.host.install("systemctl", words -> {
            dnsmasq.reload();
            reloads++;
            return Output.SILENT;
        });
    }

    @AfterEach
    void stop() {
        dnsmasq.close();
        lab.close();
    }

    @Override
    protected Provisioner<HostsName> provisioner() {
        return new DnsmasqProvisioner("dns", settings(), lab.context());
    }

    private DnsmasqSettings settings() {
        return new DnsmasqSettings("nas", FILE, reload, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    protected ResolvedCatalog catalog() {
        return of(service("films", "192.0.2.20"), service("photos", "192.0.2.20"));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return of(service("films", "192.0.2.21"), service("photos", "192.0.2.20"));
    }

    @Override
    protected ResolvedCatalog emptyCatalog() {
        return of();
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return of(SampleNames.many());
    }

    @Override
    protected void addByHand() {
        lab.write(
                FILE,
                "# my own\n192.0.2.9\tNas.lan printer.lan # upstairs\n\n192.0.2.8 twice.lan\n192.0.2.7 twice.lan\n");
    }

    @Override
    protected String addInTheWay() {
        lab.write(FILE, "192.0.2.6 Films.home.arpa # the old box\n192.0.2.9 nas.lan\n192.0.2.5 films.home.arpa\n");
        return "films.home.arpa";
    }

    @Override
    protected boolean delayTruth() {
        return false;
    }

    @Override
    protected Faults faults() {
        return lab.host.faults();
    }

    @Override
    protected int writes() {
        return lab.host.writes();
    }

    @Test
    void eachLineSaysWhoseItIsAndLinesByHandStayAsTheyAre() {
        addByHand();
        String before = lab.read(FILE);

        apply(catalog());

        assertThat(lab.read(FILE)).isEqualTo(before + """
                        192.0.2.20 films.home.arpa # homelab: contract/films
                        192.0.2.20 photos.home.arpa # homelab: contract/photos
                        """);
        apply(emptyCatalog());
        assertThat(lab.read(FILE)).isEqualTo(before);
    }

    @Test
    void theServerReadsTheFileAgainOnceForABatch() {
        apply(catalog());

        assertThat(reloads).isEqualTo(1);
        assertThat(dnsmasq.addresses("films.home.arpa")).containsExactly("192.0.2.20");
        apply(emptyCatalog());
        assertThat(dnsmasq.addresses("films.home.arpa")).isEmpty();
    }

    @Test
    void withAHostsDirNothingHasToBeReloaded() {
        reload = List.of();
        try (FakeDnsmasq watching = FakeDnsmasq.ofHostsDir(lab.host.place(FOLDER))) {
            apply(catalog());

            assertThat(lab.context()
                            .await(
                                    () -> watching.addresses("photos.home.arpa").equals(List.of("192.0.2.20")),
                                    Duration.ofSeconds(20)))
                    .isTrue();
        }
        assertThat(reloads).isZero();
    }

    @Test
    void aServerThatCannotBeReloadedIsAProblemOfEachChange() {
        lab.host.install("systemctl", words -> Output.failure(1, "Unit dnsmasq.service is not active."));

        assertThat(changes(catalog()))
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome.problems())
                        .extracting(Problem::summary)
                        .containsExactly("hosts file not reloaded"));
    }

    @Test
    void anAliasGetsTheAddressesOfWhatItStandsFor() {
        Service nas = service(
                "nas",
                more -> more.dns("nas.home.arpa", "192.0.2.40")
                        .dns("nas.home.arpa", "fd00:0::40")
                        .dns("box.home.arpa", record -> record.cname("storage.home.arpa"))
                        .dns("storage.home.arpa", record -> record.cname("nas.home.arpa")));

        assertThat(provisioner().desired(of(nas)))
                .extracting(desired -> desired.resource().lines())
                .containsExactly(
                        List.of("192.0.2.40 box.home.arpa", "fd00::40 box.home.arpa"),
                        List.of("192.0.2.40 nas.home.arpa", "fd00::40 nas.home.arpa"),
                        List.of("192.0.2.40 storage.home.arpa", "fd00::40 storage.home.arpa"));
    }

    @Test
    void anAliasOfANameThatNoServiceHasIsAMistakeOfItsDefinition() {
        Service nas = service("nas", more -> more.dns("box.home.arpa", record -> record.cname("nas.example.org")));

        assertThat(new DnsmasqAdapter().check(target("dns"), settings(), of(nas).catalog()))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.summary()).isEqualTo("alias without an address");
                    assertThat(problem.where().render()).contains("services/media/nas.yaml");
                });
    }

    @Test
    void aFileThatTwoTargetsKeepIsAMistake() {
        lab.with(target("dns")).with(target("dns-2"));

        assertThat(new DnsmasqAdapter().check(target("dns-2"), settings(), of().catalog()))
                .extracting(Problem::summary)
                .containsExactly("hosts file used twice");
        assertThat(new DnsmasqAdapter().check(target("dns"), settings(), of().catalog()))
                .isEmpty();
    }

    @Test
    void aLineOfSeveralNamesCannotBeAdopted() {
        lab.write(FILE, "192.0.2.6 films.home.arpa movies.home.arpa\n");

        try (Session<HostsName> session = provisioner().open()) {
            assertThat(session.observe())
                    .extracting(seen -> seen.resource().unadoptable())
                    .allMatch(Optional::isPresent);
        }
    }

    @Test
    void anAdoptedLineKeepsItsPlaceAndGoesBackToIt() {
        String before = "192.0.2.6 Films.home.arpa # the old box\n192.0.2.9 nas.lan\n";
        lab.write(FILE, before);
        Planner planner = new Planner(HOMELAB);
        try (Session<HostsName> session = provisioner().open()) {
            Plan<HostsName> adoption = planner.plan(
                    provisioner().desired(of(service("films", "192.0.2.20"))),
                    session.observe(),
                    Set.of("films.home.arpa"));
            session.apply(new Batch<>(adoption.changes()));
            assertThat(lab.read(FILE))
                    .isEqualTo("192.0.2.20 films.home.arpa # homelab: contract/films\n192.0.2.9 nas.lan\n");

            session.apply(new Batch<>(planner.restore(adoption, Set.of(ServiceName.of("films")), session.observe())
                    .changes()));
        }
        assertThat(lab.read(FILE)).isEqualTo(before);
    }

    @Test
    void aLineByHandBesideOursIsSaid() {
        apply(catalog());
        lab.write(FILE, lab.read(FILE) + "192.0.2.77 films.home.arpa\n");

        try (Session<HostsName> session = provisioner().open()) {
            session.observe();
            assertThat(session.preflight(provisioner().desired(catalog())))
                    .extracting(Problem::summary)
                    .containsExactly("name answered twice");
        }
    }

    @Test
    void aNameThatWasAddedSinceThePlanIsNotTaken() {
        try (Session<HostsName> session = provisioner().open()) {
            Plan<HostsName> plan = new Planner(HOMELAB).plan(provisioner().desired(catalog()), session.observe());
            lab.write(FILE, "192.0.2.6 films.home.arpa\n");

            List<Outcome<HostsName>> outcomes = session.apply(new Batch<>(plan.changes()));

            assertThat(outcomes)
                    .filteredOn(outcome -> !outcome.succeeded())
                    .singleElement()
                    .satisfies(outcome -> {
                        assertThat(outcome.change().key()).isEqualTo("films.home.arpa");
                        assertThat(outcome.problems())
                                .extracting(Problem::summary)
                                .containsExactly("name taken meanwhile");
                    });
        }
        assertThat(lab.read(FILE))
                .isEqualTo("192.0.2.6 films.home.arpa\n192.0.2.20 photos.home.arpa # homelab: contract/photos\n");
    }

    @Test
    void aFileThatIsNotUtf8IsNotWritten() throws IOException {
        lab.write(FILE, "");
        byte[] bytes = {'#', (byte) 0xfc, '\n'};
        Files.write(lab.host.place(FILE), bytes);

        try (Session<HostsName> session = provisioner().open()) {
            Plan<HostsName> plan = new Planner(HOMELAB).plan(provisioner().desired(catalog()), session.observe());
            assertThat(session.preflightChanges(plan.changes()))
                    .extracting(Problem::summary)
                    .containsExactly("hosts file not UTF-8");
            assertThat(session.apply(new Batch<>(plan.changes()))).noneMatch(Outcome::succeeded);
        }
        assertThat(Files.readAllBytes(lab.host.place(FILE))).isEqualTo(bytes);
    }

    @Test
    void aVisitorMustBeAnsweredByTheServerOfTheHost() {
        assertThat(provisioner().expectations(of(service("films", "192.0.2.20"))))
                .containsExactly(new Check.NameAnswers(
                        ServiceName.of("films"),
                        "192.0.2.11",
                        53,
                        Hostname.of("films.home.arpa"),
                        Set.of(Answer.address("192.0.2.20")),
                        Optional.empty()));
    }

    @Test
    void aHostsFileThatNoServerReadsIsNotVerified() {
        DnsmasqSettings silent = new DnsmasqSettings(
                "nas", "/etc/hosts", List.of(), Optional.empty(), Optional.empty(), Optional.of(false));

        assertThat(new DnsmasqProvisioner("dns", silent, lab.context()).expectations(catalog()))
                .isEmpty();
    }

    private Target target(String name) {
        return new Target(name, "dnsmasq", Wave.NAMING, Optional.of("nas"), Optional.empty(), settings());
    }

    private void apply(ResolvedCatalog catalog) {
        assertThat(changes(catalog)).allMatch(Outcome::succeeded);
    }

    private List<Outcome<HostsName>> changes(ResolvedCatalog catalog) {
        try (Session<HostsName> session = provisioner().open()) {
            Plan<HostsName> plan = new Planner(HOMELAB).plan(provisioner().desired(catalog), session.observe());
            return session.apply(new Batch<>(plan.changes()));
        }
    }

    private ResolvedCatalog of(Service... services) {
        return Samples.catalog(lab.inventory(), Map.of(), services);
    }
}
