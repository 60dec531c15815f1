// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.OneByOneSession;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Resource;
import dev.homelab.provision.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LedgerSessionTest {

    private static final ServiceName FILMS = ServiceName.of("films");
    private static final Owner OURS = new Owner("home", FILMS);

    private final List<String> log = new ArrayList<>();
    private final TreeMap<String, Observed<Thing>> target = new TreeMap<>();
    private Claims claims = Claims.none();
    private boolean refuses;

    @Test
    void aClaimComesBeforeTheWriteAndGoesAfterTheDeletion() {
        apply(create("a"));
        apply(new Change<>(FILMS, Optional.of(ours("a")), Optional.empty()));

        assertThat(log).containsExactly("claim", "put", "remove", "no claim");
    }

    @Test
    void whatIsClaimedIsOursUntilSomebodyChangesIt() {
        apply(create("a"));
        assertThat(observe()).containsExactly(ours("a"));

        target.put("key", Observed.unowned(new Thing("b", true)));

        assertThat(observe()).extracting(Observed::owner).containsExactly(Optional.empty());
    }

    @Test
    void whileAChangeMayHaveFailedBothValuesAreOurs() {
        apply(create("a"));
        refuses = true;
        apply(new Change<>(FILMS, Optional.of(ours("a")), Optional.of(ours("b"))));

        assertThat(observe()).containsExactly(ours("a"));
        target.put("key", Observed.unowned(new Thing("b", true)));
        assertThat(observe()).containsExactly(ours("b"));
    }

    @Test
    void whatGoesBackToItsPersonIsClaimedNoMore() {
        Observed<Thing> theirs = Observed.unowned(new Thing("b", true));
        apply(create("a"));

        apply(new Change<>(FILMS, Optional.of(ours("a")), Optional.of(theirs)));

        assertThat(observe()).containsExactly(theirs);
        assertThat(claims.isEmpty()).isTrue();
    }

    @Test
    void whatPassesToAnotherServiceIsClaimedForThat() {
        Owner other = new Owner("home", ServiceName.of("series"));
        apply(create("a"));

        apply(new Change<>(other.service(), Optional.of(ours("a")), Optional.of(owned(other, "a"))));

        assertThat(observe()).extracting(Observed::owner).containsExactly(Optional.of(other));
    }

    @Test
    void whatCarriesAMarkNeverAsksTheLedger() {
        Observed<Thing> marked = Observed.ownedBy(OURS, new Thing("a", false));

        apply(new Change<>(FILMS, Optional.empty(), Optional.of(marked)));

        assertThat(log).containsExactly("put");
    }

    @Test
    void whatWasClaimedAndNeverWrittenIsGivenUpWithTheNextChange() {
        claims = Claims.none().with("never written", "x", OURS).with("wished for", "y", OURS);
        Thing wished = new Thing("wished for", "y", true);
        try (LedgerSession<Thing> session = session()) {
            session.observe();
            session.preflight(List.of(new Desired<>(FILMS, wished)));
            session.apply(new Batch<>(List.of(create("a"))));
        }

        assertThat(claims.byKey()).containsOnlyKeys("key", "wished for");
    }

    @Test
    void whatHoldsSomePartsOfClaimedValuesIsOursUnlessAPartIsNot() {
        apply(create("a b"));
        refuses = true;
        apply(new Change<>(FILMS, Optional.of(ours("a b")), Optional.of(ours("b c"))));

        for (String half : List.of("a", "b", "a b c")) {
            target.put("key", Observed.unowned(new Thing(half, true)));
            assertThat(observe()).as(half).containsExactly(ours(half));
        }
        target.put("key", Observed.unowned(new Thing("a d", true)));
        assertThat(observe()).extracting(Observed::owner).containsExactly(Optional.empty());
    }

    @Test
    void whatIsAdoptedIsClaimedUntilItIsReplaced() {
        target.put("key", Observed.unowned(new Thing("a", true)));
        Change<Thing> adoption =
                new Change<>(FILMS, Optional.of(Observed.unowned(new Thing("a", true))), Optional.of(ours("b")));
        refuses = true;
        apply(adoption);

        target.put("key", Observed.unowned(new Thing("a b", true)));
        assertThat(observe()).containsExactly(ours("a b"));

        refuses = false;
        apply(adoption);
        target.put("key", Observed.unowned(new Thing("a", true)));
        assertThat(observe()).extracting(Observed::owner).containsExactly(Optional.empty());
    }

    private void apply(Change<Thing> change) {
        try (LedgerSession<Thing> session = session()) {
            List<Outcome<Thing>> outcomes = session.apply(new Batch<>(List.of(change)));
            assertThat(outcomes).extracting(Outcome::succeeded).containsExactly(!refuses);
        }
    }

    private List<Observed<Thing>> observe() {
        try (LedgerSession<Thing> session = session()) {
            return session.observe();
        }
    }

    private static Change<Thing> create(String value) {
        return new Change<>(FILMS, Optional.empty(), Optional.of(ours(value)));
    }

    private static Observed<Thing> ours(String value) {
        return owned(OURS, value);
    }

    private static Observed<Thing> owned(Owner owner, String value) {
        return Observed.ownedBy(owner, new Thing(value, true));
    }

    private LedgerSession<Thing> session() {
        return new LedgerSession<>(new Forgetful(), new Page());
    }

    private record Thing(String key, String value, boolean isUnmarked) implements Resource {

        Thing(String value, boolean isUnmarked) {
            this("key", value, isUnmarked);
        }

        @Override
        public String summary() {
            return value;
        }

        @Override
        public List<String> ledgerValues() {
            return isUnmarked ? List.of(value.split(" ")) : List.of();
        }
    }

    private final class Page implements LedgerPage {

        @Override
        public Claims read() {
            return claims;
        }

        @Override
        public void write(Claims next) {
            if (!next.equals(claims)) {
                log.add(next.isEmpty() ? "no claim" : "claim");
            }
            claims = next;
        }
    }

    /** A target that keeps values and forgets whose they are. */
    private final class Forgetful implements OneByOneSession<Thing> {

        @Override
        public List<Observed<Thing>> observe() {
            return List.copyOf(target.values());
        }

        @Override
        public void put(Observed<Thing> picture) {
            if (refuses) {
                throw new TargetException(new Problem("no", Where.nowhere(), "no.", "none."));
            }
            log.add("put");
            target.put(picture.key(), Observed.unowned(picture.resource()));
        }

        @Override
        public void remove(Observed<Thing> picture) {
            log.add("remove");
            target.remove(picture.key());
        }

        @Override
        public void close() {}
    }
}
