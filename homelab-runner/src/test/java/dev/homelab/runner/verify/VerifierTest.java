// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Request;
import dev.homelab.lab.pihole.FakeDns;
import dev.homelab.lab.pihole.FakePihole;
import dev.homelab.model.PageCheck;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Check;
import dev.homelab.provision.Check.NameAnswers;
import dev.homelab.provision.Check.PageAnswers;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.PollPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {

    private static final PollPolicy NONE = new PollPolicy(Duration.ZERO, Duration.ofMillis(10));
    private static final PollPolicy SOME = new PollPolicy(Duration.ofSeconds(20), Duration.ofMillis(10));
    private static final ServiceName WIKI = ServiceName.of("wiki");
    private static final Hostname NAME = Hostname.of("wiki.home.arpa");

    @Test
    void aPageIsAskedForUnderTheNameOfTheVisitor() {
        CheckResult finding = look(
                request -> Answer.text(200, request.header("Host").orElse("?")), check(Optional.of(200), NAME.value()));

        assertThat(finding.good()).isTrue();
        assertThat(finding.expectation()).isEqualTo("wiki.home.arpa/health answers 200");
        assertThat(finding.found()).isEqualTo("answered 200");
    }

    @Test
    void anErrorInHtmlIsNamedByItsTitle() {
        CheckResult finding = look(
                request -> Answer.text(
                        503,
                        "<!DOCTYPE html>\n<html><head><title>\u001b[31mDown for\nmaintenance</title></head></html>"),
                check(Optional.empty(), ""));

        assertThat(finding.found()).isEqualTo("answered 503 (\\u001b[31mDown for maintenance)");
    }

    @Test
    void aWrongStatusIsNamedWithTheWordsOfThePage() {
        CheckResult finding = look(request -> Answer.text(502, "no server\nmore"), check(Optional.of(200), ""));

        assertThat(finding)
                .isEqualTo(new CheckResult("wiki.home.arpa/health answers 200", false, "answered 502 (no server)"));
    }

    @Test
    void withoutAStatusAnythingButAnErrorWillDo() {
        PageCheck any = check(Optional.empty(), "");

        assertThat(look(request -> Answer.empty(204), any).good()).isTrue();
        assertThat(look(request -> Answer.redirect("/login"), any).good()).isTrue();
        assertThat(look(request -> Answer.empty(404), any).good()).isFalse();
    }

    @Test
    void aTextThatIsMissingIsSaid() {
        CheckResult finding = look(request -> Answer.text(200, "welcome"), check(Optional.empty(), "pong"));

        assertThat(finding.good()).isFalse();
        assertThat(finding.found()).isEqualTo("answered 200, without the text");
    }

    @Test
    void aServerThatDoesNotAnswerIsSaid() {
        assertThat(look(request -> Answer.dropped(), check(Optional.empty(), ""))
                        .found())
                .startsWith("no answer: ");
    }

    @Test
    void aVisitorIsFollowedToTheSignIn() {
        CheckResult finding = lookForSignIn(request -> request.path().equals("/start")
                ? Answer.redirect(
                        "https://auth.home.arpa/authorize?redirect_uri=https%3A%2F%2Fwiki%2Foutpost.example%2F")
                : Answer.redirect("/start"));

        assertThat(finding.good()).isTrue();
        assertThat(finding.found()).isEqualTo("sent to https://auth.home.arpa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "http://auth.localhost:9000", "https://127.0.0.2", "http://[::1]:9000"})
    void aSignInAtTheVisitorsOwnDeviceIsBadAndTellsTheFix(String address) {
        CheckResult finding =
                lookForSignIn(request -> Answer.redirect(address + "/application/o/authorize/?back=outpost.example"));

        assertThat(finding.good()).isFalse();
        assertThat(finding.found())
                .isEqualTo("sent to " + address + ", which is every visitor's own device; say where it is");
    }

    @Test
    void aSignInThatAnswersAnErrorIsBad() {
        AtomicReference<String> server = new AtomicReference<>();
        try (Page page = new Page(request -> request.path().equals("/authorize")
                ? Answer.text(400, "Redirect URI Error")
                : Answer.redirect(server.get() + "/authorize?back=outpost.example"))) {
            server.set("http://auth.home.arpa:" + page.uri().getPort());

            CheckResult finding = look(page(page.uri(), check(Optional.empty(), ""), true));

            assertThat(finding.good()).isFalse();
            assertThat(finding.found()).isEqualTo("sent to " + server + ", which answered 400 (Redirect URI Error)");
        }
    }

    @Test
    void aRedirectToSomewhereElseIsNoSignIn() {
        CheckResult finding = lookForSignIn(request -> Answer.redirect("https://www.home.arpa/"));

        assertThat(finding.good()).isFalse();
        assertThat(finding.found()).isEqualTo("sent to https://www.home.arpa, which is not the sign-in");
    }

    @Test
    void aSignInThatNobodyAskedForIsSaid() {
        CheckResult finding =
                look(request -> Answer.redirect("/outpost.example/start?rd=x"), check(Optional.empty(), ""));

        assertThat(finding.good()).isFalse();
        assertThat(finding.found()).isEqualTo("sent to a sign-in that is not in its definition");
    }

    @Test
    void aPageThatAsksNobodyToSignInIsSaid() {
        CheckResult finding = lookForSignIn(request -> Answer.text(200, "come in"));

        assertThat(finding)
                .isEqualTo(new CheckResult(
                        "wiki.home.arpa/health asks for the sign-in", false, "answered 200 without a sign-in"));
    }

    @Test
    void aCircleOfRedirectsEnds() {
        AtomicInteger asked = new AtomicInteger();

        CheckResult finding = lookForSignIn(request -> {
            asked.incrementAndGet();
            return Answer.redirect("/again");
        });

        assertThat(finding.good()).isFalse();
        assertThat(finding.found()).isEqualTo("answered 302 without a sign-in");
        assertThat(asked.get()).isLessThan(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[", "mailto:me", "::", "https://a b/"})
    void aRedirectToNowhereIsNoSignIn(String location) {
        assertThat(lookForSignIn(request -> Answer.redirect(location)).good()).isFalse();
    }

    @Test
    void anAnswerThatMakesNoSenseEndsNothing() {
        CheckResult finding = look(
                request -> new Answer(200, java.util.Map.of("Content-Type", "text/html; charset=none-such"), "x"),
                check(Optional.empty(), ""));

        assertThat(finding.found()).isNotEmpty();
    }

    @Test
    void aServiceThatNeedsAMomentIsGivenIt() {
        AtomicInteger asked = new AtomicInteger();
        try (Page page = new Page(request -> Answer.empty(asked.incrementAndGet() < 3 ? 503 : 200))) {
            PageAnswers wanted = page(page.uri(), check(Optional.of(200), ""), false);

            assertThat(new Verifier(SOME).look(List.of(wanted)))
                    .extracting(CheckResult::good)
                    .containsExactly(true);
        }
        assertThat(asked.get()).isEqualTo(3);
    }

    @Test
    void namesAreAskedOfTheServerThatWasNamed() {
        try (FakePihole pihole = new FakePihole("password");
                FakeDns dns = new FakeDns(pihole)) {
            pihole.addByHand("192.0.2.20 wiki.home.arpa");

            assertThat(look(name(dns, "wiki.home.arpa", NameAnswers.Answer.address("192.0.2.20"))))
                    .isEqualTo(new CheckResult(
                            "DNS answers 192.0.2.20 for wiki.home.arpa", true, "answered [192.0.2.20]"));
            assertThat(look(name(dns, "wiki.home.arpa", NameAnswers.Answer.address("192.0.2.21")))
                            .good())
                    .isFalse();
            assertThat(look(name(dns, "blog.home.arpa", NameAnswers.Answer.address("192.0.2.20")))
                            .found())
                    .isEqualTo("the server does not know the name, or blocks it");
        }
    }

    @Test
    void anIpv6AddressCountsHoweverItIsSpelt() {
        try (FakePihole pihole = new FakePihole("password");
                FakeDns dns = new FakeDns(pihole)) {
            pihole.addByHand("2001:db8::20 wiki.home.arpa");

            assertThat(look(name(dns, "wiki.home.arpa", NameAnswers.Answer.address("2001:DB8:0:0::0020")))
                            .good())
                    .isTrue();
            assertThat(look(name(dns, "wiki.home.arpa", NameAnswers.Answer.address("2001:db8::21")))
                            .good())
                    .isFalse();
            assertThat(look(name(dns, "wiki.home.arpa", NameAnswers.Answer.address("192.0.2.20")))
                            .found())
                    .isEqualTo("answered [2001:db8::20]");
        }
    }

    @Test
    void anAliasIsAskedForAsOne() {
        try (FakePihole pihole = new FakePihole("password");
                FakeDns dns = new FakeDns(pihole)) {
            pihole.addCnameByHand("wiki.home.arpa,box.example.org");

            assertThat(look(name(dns, "wiki.home.arpa", NameAnswers.Answer.alias("box.example.org"))))
                    .isEqualTo(new CheckResult(
                            "DNS answers box.example.org for wiki.home.arpa", true, "answered [box.example.org]"));
            assertThat(look(name(dns, "wiki.home.arpa", NameAnswers.Answer.alias("other.example.org")))
                            .good())
                    .isFalse();
        }
    }

    @Test
    void anAddressBesideTheOneThatIsWantedIsWrong() {
        try (FakePihole pihole = new FakePihole("password");
                FakeDns dns = new FakeDns(pihole)) {
            pihole.addByHand("192.0.2.20 wiki.home.arpa");
            pihole.addByHand("192.0.2.54 wiki.home.arpa.");

            CheckResult found = look(name(dns, "wiki.home.arpa", NameAnswers.Answer.address("192.0.2.20")));

            assertThat(found.good()).isFalse();
            assertThat(found.found()).contains("192.0.2.54 comes from elsewhere");
        }
    }

    @Test
    void aShortNameThatAnswersInTheDomainIsWrong() {
        try (FakePihole pihole = new FakePihole("password");
                FakeDns dns = new FakeDns(pihole)) {
            pihole.addByHand("192.0.2.20 wiki.home.arpa");
            pihole.addByHand("192.0.2.54 wiki");
            NameAnswers name = name(dns, "wiki.home.arpa", NameAnswers.Answer.address("192.0.2.20"));
            assertThat(look(name).good()).isTrue();

            pihole.expandHosts("home.arpa");

            assertThat(look(name).good()).isFalse();
        }
    }

    @Test
    void anAddressOfTheOtherFamilyFromTheUpstreamServerIsWrong() {
        try (FakePihole pihole = new FakePihole("password");
                FakeDns dns = new FakeDns(pihole)) {
            pihole.addByHand("192.0.2.20 wiki.example.org");
            dns.upstream("wiki.example.org", "2001:db8::54");

            CheckResult found = look(name(dns, "wiki.example.org", NameAnswers.Answer.address("192.0.2.20")));

            assertThat(found.good()).isFalse();
            assertThat(found.found()).contains("192.0.2.20", "2001:db8::54 comes from elsewhere");
        }
    }

    @Test
    void allOfSeveralAddressesMustBeThere() {
        try (FakePihole pihole = new FakePihole("password");
                FakeDns dns = new FakeDns(pihole)) {
            pihole.addByHand("192.0.2.20 wiki.home.arpa");
            NameAnswers name = name(
                    dns,
                    "wiki.home.arpa",
                    NameAnswers.Answer.address("192.0.2.20"),
                    NameAnswers.Answer.address("fd00::20"));
            assertThat(look(name).good()).isFalse();

            pihole.addByHand("fd00::20 wiki.home.arpa");

            assertThat(look(name).good()).isTrue();
        }
    }

    @Test
    void aBlockedNameIsCalledBlocked() {
        try (FakePihole pihole = new FakePihole("password");
                FakeDns dns = new FakeDns(pihole)) {
            pihole.addByHand("192.0.2.20 ads.home.arpa");
            NameAnswers name = name(dns, "ads.home.arpa", NameAnswers.Answer.address("192.0.2.20"));
            dns.block("ads.home.arpa");

            assertThat(look(name).found()).contains("a blocklist of the server blocks the name");
            dns.hideBlocked(true);
            assertThat(look(name).found()).contains("or blocks it");
        }
    }

    @Test
    void aServerThatRefusesToAnswerSoManyQuestionsIsSaid() {
        try (FakePihole pihole = new FakePihole("password");
                FakeDns dns = new FakeDns(pihole)) {
            dns.limit(0);

            assertThat(look(name(dns, "wiki.home.arpa", NameAnswers.Answer.address("192.0.2.20")))
                            .found())
                    .contains("refuses to answer");
        }
    }

    @Test
    @Timeout(30)
    void aNameWithAPatienceOfItsOwnIsWaitedForThatLong() {
        try (FakePihole pihole = new FakePihole("password");
                FakeDns dns = new FakeDns(pihole)) {
            NameAnswers name = new NameAnswers(
                    WIKI,
                    "127.0.0.1",
                    dns.port(),
                    Hostname.of("wiki.home.arpa"),
                    Set.of(NameAnswers.Answer.address("192.0.2.20")),
                    Optional.of(Duration.ofMillis(1)));

            assertThat(new Verifier(new PollPolicy(Duration.ofMinutes(10), Duration.ofMillis(10))).look(List.of(name)))
                    .noneMatch(CheckResult::good);
        }
    }

    @Test
    void aNameServerThatIsSilentIsSaid() {
        try (FakePihole pihole = new FakePihole("password");
                FakeDns dns = new FakeDns(pihole)) {
            pihole.faults().goDown();

            assertThat(look(name(dns, "wiki.home.arpa", NameAnswers.Answer.address("192.0.2.20")))
                            .found())
                    .isEqualTo("no answer from 127.0.0.1:" + dns.port());
        }
    }

    private static NameAnswers name(FakeDns dns, String hostname, NameAnswers.Answer... answers) {
        return new NameAnswers(WIKI, "127.0.0.1", dns.port(), Hostname.of(hostname), Set.of(answers), Optional.empty());
    }

    private static CheckResult look(Function<Request, Answer> answers, PageCheck check) {
        try (Page page = new Page(answers)) {
            return look(page(page.uri(), check, false));
        }
    }

    private static CheckResult lookForSignIn(Function<Request, Answer> answers) {
        try (Page page = new Page(answers)) {
            return look(page(page.uri(), check(Optional.empty(), ""), true));
        }
    }

    private static CheckResult look(Check expectation) {
        return new Verifier(NONE).look(List.of(expectation)).get(0);
    }

    private static PageAnswers page(URI entrance, PageCheck check, boolean signIn) {
        return new PageAnswers(
                WIKI,
                entrance,
                NAME,
                check,
                new PageAnswers.SignIn("outpost.example", signIn, "say where it is"),
                false,
                Optional.empty());
    }

    private static PageCheck check(Optional<Integer> status, String text) {
        return new PageCheck("/health", status, Optional.of(text).filter(some -> !some.isEmpty()));
    }
}
