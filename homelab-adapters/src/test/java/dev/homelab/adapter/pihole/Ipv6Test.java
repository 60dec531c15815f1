// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.provision.Check.NameAnswers;
import dev.homelab.provision.Check.NameAnswers.Answer;
import dev.homelab.provision.Session;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of IPv6 in DNS are compared by what they mean. */
class Ipv6Test {

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8::1", "2001:DB8:0:0:0:0:0:1", "2001:0db8::0001"})
    void aRecordAnswersInEverySpelling(String spelling) {
        assertThat(new HostRecord("a.home.arpa", List.of("2001:db8:0::1 a.home.arpa")).answers(spelling))
                .isTrue();
        assertThat(new HostRecord("a.home.arpa", List.of("2001:db8::2 a.home.arpa")).answers(spelling))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8::1", "2001:DB8:0:0:0:0:0:1", "2001:0db8::0001"})
    void anAddressIsWrittenInItsUsualSpellingAndVerifiedAsAaaa(String spelling) {
        try (PiholeHome home = new PiholeHome()) {
            Service nas = Dsl.service("nas", service -> service.dns("nas.home.arpa", spelling));

            assertThat(home.bare().desired(home.catalog(nas)))
                    .singleElement()
                    .satisfies(
                            want -> assertThat(want.resource().lines()).containsExactly("2001:db8::1 nas.home.arpa"));
            assertThat(home.bare().expectations(home.catalog(nas)))
                    .singleElement()
                    .satisfies(expected -> assertThat(((NameAnswers) expected).answers())
                            .containsExactly(Answer.address("2001:db8::1")));
        }
    }

    @Test
    void aLineByHandInAnotherSpellingDoesNotContradictOurs() {
        try (PiholeHome home = new PiholeHome()) {
            Service nas = Dsl.service("nas", service -> service.dns("nas.home.arpa", "2001:db8::1"));
            home.apply(home.plan(home.catalog(nas)).changes());
            home.pihole.addByHand("2001:DB8:0::1 nas.home.arpa");

            try (Session<HostRecord> session = home.bare().open()) {
                session.observe();
                assertThat(session.preflight(home.bare().desired(home.catalog(nas))))
                        .isEmpty();
            }
        }
    }
}
