// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Check;
import dev.homelab.provision.Check.NameAnswers;
import dev.homelab.provision.Check.NameAnswers.Answer;
import dev.homelab.runner.guard.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReplicasTest {

    private static final Check PHOTOS = check("photos.home.arpa", Answer.address("192.0.2.11"));
    private static final Check WIKI = check("wiki.home.arpa", Answer.address("fd00::11"));
    private static final Check ALBUM = check("album.home.arpa", Answer.alias("photos.home.arpa"));

    private final Map<String, Target> targets = new TreeMap<>();
    private final Map<String, Optional<AnsweredNames>> names = new TreeMap<>();

    @Test
    void serversOfDifferentKindsThatAnswerTheSameAreReplicas() {
        add("dns", "pihole", PHOTOS, WIKI);
        add("rewrites", "adguard", PHOTOS, check("wiki.home.arpa", Answer.address("FD00:0::11")));

        assertThat(standIn("dns")).isTrue();
        assertThat(standIn("rewrites")).isTrue();
    }

    @Test
    void oneThatAnswersForLessStandsInForNothingMore() {
        add("all", "pihole", PHOTOS, WIKI);
        add("zone", "rfc2136", PHOTOS);

        assertThat(standIn("zone")).isTrue();
        assertThat(standIn("all")).isFalse();
    }

    @Test
    void twoZonesOfOneKindAreNoReplicas() {
        add("one", "rfc2136", PHOTOS);
        add("other", "rfc2136", WIKI);

        assertThat(standIn("one")).isFalse();
        assertThat(standIn("other")).isFalse();
    }

    @Test
    void oneThatAnswersAnotherAddressIsNoReplica() {
        add("inside", "pihole", PHOTOS);
        add("outside", "pihole", check("photos.home.arpa", Answer.address("203.0.113.9")));

        assertThat(standIn("inside")).isFalse();
    }

    @Test
    void anAliasIsAsGoodAsTheAddressesItLeadsTo() {
        add("dns", "pihole", PHOTOS, ALBUM);
        add("hosts", "dnsmasq", PHOTOS, check("album.home.arpa", Answer.address("192.0.2.11")));

        assertThat(standIn("dns")).isTrue();
        assertThat(standIn("hosts")).isTrue();
    }

    @Test
    void anAliasOfANameElsewhereIsTheSameAlias() {
        add("dns", "pihole", PHOTOS, ALBUM);
        add("zone", "rfc2136", ALBUM);

        assertThat(standIn("zone")).isTrue();
    }

    @Test
    void anAliasThatLeadsInACircleEnds() {
        Check photos = check("photos.home.arpa", Answer.alias("album.home.arpa"));
        add("dns", "pihole", photos, ALBUM);
        add("dns-2", "pihole", photos, ALBUM);

        assertThat(standIn("dns")).isTrue();
    }

    @Test
    void wildcardsDoNotCount() {
        add("dns", "pihole", PHOTOS);
        add("zone", "rfc2136", PHOTOS, check("*.photos.home.arpa", Answer.address("192.0.2.11")));

        assertThat(standIn("zone")).isTrue();
    }

    @Test
    void oneThatDoesNotSayWhatItAnswersIsAReplicaOfItsKindOnly() {
        add("dns", "pihole", PHOTOS);
        silent("mine", "own");
        assertThat(standIn("mine")).isFalse();
        assertThat(standIn("dns")).isFalse();

        silent("mine-2", "own");
        assertThat(standIn("mine")).isTrue();
    }

    private boolean standIn(String away) {
        Replicas replicas = new Replicas(targets.values(), Scope.everything(), target -> names.get(target.name()));
        return replicas.leavesBehind(away, other -> true);
    }

    private void add(String name, String kind, Check... checks) {
        silent(name, kind);
        names.put(name, Optional.of(AnsweredNames.of(List.of(checks))));
    }

    private void silent(String name, String kind) {
        record NoSettings() {}
        targets.put(name, new Target(name, kind, Wave.NAMING, Optional.empty(), Optional.empty(), new NoSettings()));
        names.put(name, Optional.empty());
    }

    private static Check check(String hostname, Answer answer) {
        return new NameAnswers(
                ServiceName.of("photos"), "192.0.2.53", 53, Hostname.of(hostname), Set.of(answer), Optional.empty());
    }
}
