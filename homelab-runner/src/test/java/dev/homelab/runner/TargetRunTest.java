// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.homelab.lab.Lab;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Planner;
import dev.homelab.provision.PollPolicy;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import dev.homelab.report.Watcher;
import dev.homelab.runner.verify.Verifier;
import dev.homelab.spi.Plugins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Adapters are written by many people; whatever one of them throws, a run goes on to its end. */
class TargetRunTest {

    private static final Verifier VERIFIER = new Verifier(new PollPolicy(Duration.ZERO, Duration.ofMillis(1)));

    private static final ServiceName WIKI = ServiceName.of("wiki");
    private static final Set<ServiceName> WIKIS = Set.of(WIKI);

    private final Clumsy session = new Clumsy();
    private final TargetRun<Thing> run = begin();
    private final List<Outcome<?>> outcomes = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    @Test
    void whatAnAdapterThrowsIsAnOutcomeWithoutItsWords() {
        session.breaks = true;

        run.apply(change -> true, outcomes::add, new Cancellation());

        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.succeeded()).isFalse();
            assertThat(outcome.problems().get(0).render())
                    .contains(
                            "unforeseen failure\n  at target odd",
                            "UnsupportedOperationException in TargetRunTest.java:")
                    .doesNotContain("canary");
        });
    }

    @Test
    void aTargetThatCannotBeLookedAtAgainIsNotTrusted() {
        session.breaks = true;

        run.rollBack(WIKIS, change -> true, outcomes::add, problems::add, VERIFIER);

        assertThat(run.notConverged(problems::add, VERIFIER)).containsExactly(WIKI);
        assertThat(run.notBack(WIKIS, problems::add, VERIFIER)).containsExactly(WIKI);
        assertThat(problems)
                .extracting(Problem::summary)
                .containsExactly(
                        "unforeseen failure", "unforeseen failure", "unforeseen failure", "rollback not verified");
        assertThat(outcomes).isEmpty();
    }

    @Test
    void aTargetThatStaysUnreachableIsWaitedForOnce() {
        Verifier patient = new Verifier(new PollPolicy(Duration.ofMillis(300), Duration.ofMillis(10)));
        session.isUnreachable = true;

        run.rollBack(WIKIS, change -> true, outcomes::add, problems::add, patient);
        assertThat(session.looks).isGreaterThan(2);
        session.looks = 0;
        run.rollBack(WIKIS, change -> true, outcomes::add, problems::add, patient);
        run.notBack(WIKIS, problems::add, patient);
        assertThat(session.looks).isEqualTo(2);

        session.isUnreachable = false;
        assertThat(run.notBack(WIKIS, problems::add, patient)).isEmpty();
        session.isUnreachable = true;
        session.looks = 0;
        run.notBack(WIKIS, problems::add, patient);
        assertThat(session.looks).isGreaterThan(2);
    }

    @Test
    void aLookThatACancelledRunCutShortIsRepeatedPatientlyByTheRollback() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        Verifier patient = new Verifier(
                new PollPolicy(Duration.ofMillis(300), Duration.ofMillis(10)),
                cancellation,
                Optional.empty(),
                Watcher.none());
        session.isUnreachable = true;
        run.notConverged(problems::add, patient);
        session.looks = 0;

        run.rollBack(WIKIS, change -> true, outcomes::add, problems::add, patient.uncancelled());

        assertThat(session.looks).isGreaterThan(2);
    }

    @Test
    void aFailedRollbackOfWhatNoLookShowsIsNotTakenForDone() {
        session.refuses = true;
        run.apply(change -> true, outcomes::add, new Cancellation());

        run.rollBack(WIKIS, change -> true, outcomes::add, problems::add, VERIFIER);

        assertThat(outcomes).hasSize(2).noneMatch(Outcome::succeeded);
        assertThat(run.notBack(WIKIS, problems::add, VERIFIER)).containsExactly(WIKI);
        assertThat(problems)
                .extracting(Problem::render)
                .singleElement()
                .satisfies(text -> assertThat(text).contains("rollback not verified", "\"a\"", "at target odd"));
    }

    @Test
    void aRollbackThatSucceededAtTheSecondTryIsDone() {
        session.refuses = true;
        run.apply(change -> true, outcomes::add, new Cancellation());
        run.rollBack(WIKIS, change -> true, outcomes::add, problems::add, VERIFIER);
        session.refuses = false;

        run.rollBack(WIKIS, change -> true, outcomes::add, problems::add, VERIFIER);

        assertThat(run.notBack(WIKIS, problems::add, VERIFIER)).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void aTargetIsNotLookedAtAgainForAServiceThatNothingWasChangedFor() {
        Set<ServiceName> blog = Set.of(ServiceName.of("blog"));
        session.breaks = true;

        run.rollBack(blog, change -> true, outcomes::add, problems::add, VERIFIER);

        assertThat(run.notBack(blog, problems::add, VERIFIER)).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void signingOutThatFailsHidesNothing() {
        session.breaks = true;

        assertThatCode(run::close).doesNotThrowAnyException();
    }

    private TargetRun<Thing> begin() {
        Target target = new Target("odd", "odd", Wave.ROUTING, Optional.empty(), Optional.empty(), new Thing("", ""));
        ResolvedCatalog catalog = Samples.catalog(
                new CatalogReader(Plugins.found().kinds())
                        .read(Path.of("../services"), Path.of("../services/inventory.yaml"))
                        .catalog()
                        .orElseThrow()
                        .inventory(),
                Map.of(),
                Samples.service("wiki", Lab.MEDIA, "wiki:1", 80, "wiki.home.arpa"));
        return TargetRun.begin(
                target, new Odd(session), catalog, new Planner("home"), PlanRequest.usual(), Watcher.none());
    }

    private record Odd(Clumsy session) implements Provisioner<Thing> {

        @Override
        public Class<Thing> resourceType() {
            return Thing.class;
        }

        @Override
        public List<Desired<Thing>> desired(ResolvedCatalog catalog) {
            return catalog.catalog()
                    .services()
                    .map(service -> new Desired<>(service.name(), new Thing("a", "b")))
                    .toList();
        }

        @Override
        public Session<Thing> open() {
            return session;
        }
    }

    /** A session that fails in ways that no session should. */
    private static final class Clumsy implements Session<Thing> {

        boolean breaks;
        boolean refuses;
        boolean isUnreachable;
        int looks;

        @Override
        public List<Observed<Thing>> observe() {
            perhapsBreak();
            looks++;
            if (isUnreachable) {
                throw new TargetException(new Problem("gone", Where.nowhere(), "gone.", "wait."));
            }
            return List.of();
        }

        @Override
        public List<Outcome<Thing>> apply(Batch<Thing> batch) {
            perhapsBreak();
            return batch.oneByOne(change -> {
                if (refuses) {
                    throw new TargetException(new Problem("refused", Where.nowhere(), "no.", "wait."));
                }
            });
        }

        @Override
        public void close() {
            perhapsBreak();
        }

        private void perhapsBreak() {
            if (breaks) {
                throw new UnsupportedOperationException("canary");
            }
        }
    }
}
