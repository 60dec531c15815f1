// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.problem.Remedy;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.report.Verdict;
import dev.homelab.runner.guard.Consent;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services behind the one sign-in that a person made for the whole domain, on the lab. */
class SharedSignInTest {

    private static final String SHARED = "sso: {kind: forward-auth, domain: true}";
    private static final String FAMILY = "sso: {kind: forward-auth, groups: [family]}";

    private LabHome home;

    @BeforeEach
    void oneService(@TempDir Path folder) {
        home = new LabHome(folder);
        home.define("wiki", "wiki:1", 8002, SHARED);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void visitorsAreAskedAndNothingIsMadeForIt() {
        signInForTheDomain();
        String before = home.lab.authentik().snapshot();

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.DONE);
        assertThat(report.verdicts()).extracting(Verdict::status).containsOnly(Verdict.Status.GOOD);
        assertThat(home.verify().ending()).contains(Ending.DONE);
        assertThat(home.lab.authentik().writes()).isZero();
        assertThat(home.lab.authentik().snapshot()).isEqualTo(before);
        assertThat(home.lab.traefik().routers()).containsKey("wiki@file").doesNotContainKey("wiki_signin@file");
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    @Test
    void aFreshOutpostThatSendsVisitorsToTheirOwnDeviceIsBadWithTheFix() {
        home.define("wiki", "wiki:1", 8002, "sso: {kind: forward-auth}");
        home.lab.authentik().freshOutpost(true);

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.ROLLED_BACK);
        assertThat(report.verdicts())
                .flatExtracting(Verdict::findings)
                .filteredOn(finding -> finding.expectation().equals("wiki.home.arpa/ asks for the sign-in"))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.found()).contains("http://localhost", "set \"authentik_host\""));
    }

    @Test
    void withoutThatSignInAllGoesBack() {
        home.define("photos", "photos:1", 8001);
        home.remove("wiki");
        home.apply();
        SortedMap<String, String> before = home.lab.snapshot();
        home.define("wiki", "wiki:1", 8002, SHARED);

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.ROLLED_BACK);
        assertThat(report.verdicts())
                .flatExtracting(Verdict::findings)
                .filteredOn(finding -> finding.expectation().equals("wiki.home.arpa/ asks for the sign-in"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.found()).contains("answered 400", "without a sign-in"));
        assertThat(home.lab.snapshot()).isEqualTo(before);
        assertThat(home.lab.authentik().writes()).isZero();
    }

    @Test
    void aServiceThatNoLongerAsksByItselfLosesItsSignOn() {
        signInForTheDomain();
        String before = home.lab.authentik().snapshot();
        home.define("wiki", "wiki:1", 8002, FAMILY);
        home.apply();
        home.define("wiki", "wiki:1", 8002, SHARED);

        assertThat(remedies(home.apply())).containsExactly(Remedy.of(Remedy.Kind.ACCEPT, "wiki:more-people"));
        assertThat(accepting("wiki:more-people").ending()).contains(Ending.DONE);

        assertThat(home.lab.authentik().snapshot()).isEqualTo(before);
        home.define("wiki", "wiki:1", 8002, FAMILY);
        assertThat(home.apply().ending()).contains(Ending.DONE);
    }

    @Test
    void aServiceThatAsksNobodyAnyMoreNeedsAWord() {
        signInForTheDomain();
        home.apply();
        home.define("wiki", "wiki:1", 8002);

        assertThat(remedies(home.apply())).containsExactly(Remedy.of(Remedy.Kind.ACCEPT, "wiki:weaker-sign-in"));
        assertThat(accepting("wiki:weaker-sign-in").ending()).contains(Ending.DONE);
    }

    /** An outpost compares hostnames with their ports, and visitors of the lab come in at a port of its own. */
    private void signInForTheDomain() {
        String domain = "home.arpa:" + home.lab.traefik().entry().getPort();
        home.lab.authentik().addDomainByHand("everything", "https://auth.home.arpa", domain);
    }

    private Report accepting(String risk) {
        return home.apply(LabHome.request().with(Consent.none().accepting(risk)));
    }

    private static List<Remedy> remedies(Report report) {
        return report.problems().stream()
                .flatMap(problem -> problem.remedies().stream())
                .toList();
    }
}
