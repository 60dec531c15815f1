// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.PageCheck;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Check.NameAnswers;
import dev.homelab.provision.Check.PageAnswers;
import dev.homelab.provision.CheckResult;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a visitor does not find is named by its cause; what keeps every visitor away is the same for all services. */
class VisitorProblemsTest {

    @Test
    void aProxyThatIsDownIsOneProblemForAllServices() {
        assertThat(Stream.of("films", "music", "wiki")
                        .map(service -> problem(
                                page(service, false),
                                "for 9 s: no answer: Connect to http://" + service
                                        + ".home.arpa:80 failed: Connection refused"))
                        .distinct())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.summary()).isEqualTo("entry point does not answer");
                    assertThat(problem.detail())
                            .isEqualTo(
                                    "no page answers at \"http://192.0.2.2:80\" on this machine: Connection refused");
                    assertThat(problem.fix()).contains("curl -sS -o /dev/null");
                });
    }

    @Test
    void aNameServerThatIsSilentIsOneProblemForAllServices() {
        assertThat(Stream.of("films", "music")
                        .map(service -> problem(name(service), "no answer from 192.0.2.53:53"))
                        .distinct())
                .extracting(Problem::summary)
                .containsExactly("DNS server does not answer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "page not as defined|false|answered 502 (Bad Gateway)",
                "page not as defined|false|answered 200, without the text",
                "certificate not accepted|false|certificate not accepted: PKIX path building failed",
                "sign-in not as defined|true|answered 200 without a sign-in"
            })
    void aPageThatAnswersOtherwiseSaysWhatWasFound(String summary, boolean isAsked, String found) {
        Problem problem = problem(page("films", isAsked), found);

        assertThat(problem.summary()).isEqualTo(summary);
        assertThat(problem.detail()).contains("\"films\"", found);
        assertThat(problem.fix()).isNotBlank();
    }

    @Test
    void aNameThatIsAnsweredOtherwiseSaysWhom() {
        Problem problem = problem(name("films"), "answered [192.0.2.9]");

        assertThat(problem.summary()).isEqualTo("name not as defined");
        assertThat(problem.fix()).contains("dig @192.0.2.53 -p 53 films.home.arpa");
    }

    @Test
    void whatIsGoodOrOnItsWayIsNoProblem() {
        for (CheckResult.Status status : List.of(CheckResult.Status.GOOD, CheckResult.Status.PENDING)) {
            assertThat(VisitorProblems.of(page("films", false), new CheckResult("answers", status, "answered 200")))
                    .isEmpty();
        }
    }

    private static Problem problem(TargetCheck check, String found) {
        return VisitorProblems.of(check, new CheckResult("it answers", false, found))
                .orElseThrow();
    }

    private static TargetCheck page(String service, boolean isAsked) {
        return new TargetCheck(
                "proxy",
                new PageAnswers(
                        ServiceName.of(service),
                        URI.create("http://192.0.2.2:80"),
                        Hostname.of(service + ".home.arpa"),
                        new PageCheck("/", Optional.empty(), Optional.empty()),
                        new PageAnswers.SignIn("outpost.example", isAsked, "say where it is"),
                        false,
                        Optional.empty()));
    }

    private static TargetCheck name(String service) {
        return new TargetCheck(
                "dns",
                new NameAnswers(
                        ServiceName.of(service),
                        "192.0.2.53",
                        53,
                        Hostname.of(service + ".home.arpa"),
                        Set.of(NameAnswers.Answer.address("192.0.2.20")),
                        Optional.empty()));
    }
}
