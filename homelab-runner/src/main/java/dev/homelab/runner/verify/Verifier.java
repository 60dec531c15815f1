// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.provision.Expectation;
import dev.homelab.provision.Expectation.NameAnswers;
import dev.homelab.provision.Expectation.PageAnswers;
import dev.homelab.provision.Expectation.TileShown;
import dev.homelab.report.Finding;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a homelab from outside, several things at once, each until it is so or patience ends. */
public final class Verifier {

    private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);
    private static final int AT_ONCE = 8;

    private final Patience patience;

    public Verifier(Patience patience) {
        this.patience = patience;
    }

    /** Returns one finding per expectation, in the same order. */
    public List<Finding> look(List<Expectation> expectations) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, work -> {
            Thread thread = new Thread(work, "verify");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<CompletableFuture<Finding>> findings = expectations.stream()
                    .map(expectation -> CompletableFuture.supplyAsync(() -> await(expectation), threads))
                    .toList();
            return findings.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private Finding await(Expectation expectation) {
        long end = System.nanoTime() + patience.deadline().toNanos();
        Finding finding = look(expectation);
        while (!finding.good() && System.nanoTime() < end && pause()) {
            finding = look(expectation);
        }
        return finding;
    }

    private static Finding look(Expectation expectation) {
        try {
            if (expectation instanceof NameAnswers name) {
                return NameProbe.look(name);
            }
            return expectation instanceof TileShown tile
                    ? TileProbe.look(tile)
                    : PageProbe.look((PageAnswers) expectation);
        } catch (RuntimeException e) { // an answer that nobody foresaw must not end a run half-way
            LOG.debug("A look that failed.", e);
            return new Finding(
                    "can be looked at",
                    false,
                    "the answer makes no sense: " + e.getClass().getSimpleName());
        }
    }

    private boolean pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(patience.interval().toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
