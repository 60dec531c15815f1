// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.report.Ending;
import dev.homelab.runner.guard.Consent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An apply of twelve services that creates five, gives one another name, updates four, of which one does not come up and goes
 * back, and deletes two. It is killed with SIGKILL when one of its writes has come to a target or to the run record, once so
 * that the write is never made and once so that it is made and nobody hears of it. Then a plain run follows, and the targets
 * must be as if nothing had happened.
 *
 * <p>{@code -Dkill.every=1} does it for every write to a target, {@code -Dkill.record.every=1} for every one to the record:
 * its lock, its journal, its ledger and what was applied, each time a file is opened, written, renamed or removed. The usual is
 * to take a sample of them.
 */
@Tag("proof")
class KillAtEveryStepTest {

    private static final int EVERY = Integer.getInteger("kill.every", 60);
    private static final int FIRST = Integer.getInteger("kill.first", 1);
    private static final int RECORD_EVERY = Integer.getInteger("kill.record.every", 120);
    private static final int RECORD_FIRST = Integer.getInteger("kill.record.first", 1);
    private static final String SSO = "sso: {kind: forward-auth, groups: [family]}";
    private static final String ALIAS = "dns: [{hostname: alias.home.arpa, cname: same.home.arpa}]";
    private static final Path FIGURE = Path.of("target", "proofs", "kill-at-every-step.txt");

    private final AtomicInteger kills = new AtomicInteger();
    private final List<String> differences = new ArrayList<>();
    private LabHome home;
    private Consent agreed = Consent.none();

    /** Where writes come by: lets somebody judge each of them before it is made. */
    private interface Gate {

        void ask(BooleanSupplier judge);

        default void open() {
            ask(() -> true);
        }
    }

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Files.createDirectories(FIGURE.getParent());
        Files.deleteIfExists(FIGURE);
        home = new LabHome(folder);
        home.lab.pihole().seats(1000); // who is killed never signs out, and none of these sessions lives to its end
        home.environment().put("TOKEN", "a-token-of-a-service");
        home.lab.host(Lab.MEDIA).docker().images().unhealthyImage("broken:2");
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void theNextRunEndsWhereAnUndisturbedOneDoes() throws IOException, InterruptedException {
        Gate targets = home.lab::ask;
        Gate record = home.lab::askRecord;
        AtomicInteger steps = new AtomicInteger();
        AtomicInteger notes = new AtomicInteger();
        before();
        after();
        agreed = Agreed.to(home, LabHome.request().with(agreed)).consent();
        targets.ask(() -> steps.incrementAndGet() > 0);
        record.ask(() -> notes.incrementAndGet() > 0);
        assertThat(home.apply(LabHome.request().with(agreed)).ending()).contains(Ending.ROLLED_BACK);
        SortedMap<String, String> undisturbed = home.lab.snapshot();
        targets.open();
        record.open();

        for (int step = FIRST; step <= steps.get(); step += EVERY) {
            killTwice(targets, step, "write", undisturbed);
        }
        for (int note = RECORD_FIRST; note <= notes.get(); note += RECORD_EVERY) {
            killTwice(record, note, "write to the record", undisturbed);
            write(steps.get(), notes.get()); // what was done so far, if this takes too long
        }

        write(steps.get(), notes.get());
        assertThat(differences).isEmpty();
        assertThat(kills).hasPositiveValue();
    }

    private void write(int steps, int notes) throws IOException {
        Files.createDirectories(FIGURE.toAbsolutePath().getParent());
        Files.writeString(
                FIGURE,
                "steps: %d, and %d in the run record; kills: %d, differences: %d%n"
                        .formatted(steps, notes, kills.get(), differences.size()));
    }

    private void killTwice(Gate gate, int number, String what, SortedMap<String, String> undisturbed)
            throws IOException, InterruptedException {
        for (boolean made : new boolean[] {false, true}) {
            before();
            after();
            kills.addAndGet(killAt(gate, number, made) ? 1 : 0);
            home.apply(Agreed.to(home));
            String where = "killed at %s %d (%s)".formatted(what, number, made ? "made" : "not made");
            differences.addAll(differences(where, undisturbed, home.lab.snapshot()));
        }
    }

    private void before() throws IOException {
        clear();
        home.define("same", "same:1", 8001);
        home.define("old1", "old:1", 8011, SSO).define("old2", "old:1", 8012).define("old3", "old:1", 8013, ALIAS);
        home.define("change1", "change:1", 8021, SSO)
                .define("change2", "change:1", 8022, "dns: [{hostname: second.home.arpa, cname: change2.home.arpa}]")
                .define("broken", "broken:1", 8023, SSO);
        guarded("change:1", "before");
        assertThat(home.apply(Agreed.to(home)).ending()).contains(Ending.DONE);
    }

    private void after() throws IOException {
        clear();
        home.define("same", "same:1", 8001);
        for (int i = 1; i <= 4; i++) {
            home.define("new" + i, "new:1", 8030 + i, i % 2 == 0 ? SSO : "");
        }
        home.define("renamed", "old:1", 8012, "renamedFrom: old2");
        home.define("new5", "new:1", 8035, ALIAS);
        home.define("change1", "change:2", 8021)
                .define("change2", "change:2", 8022)
                .define("broken", "broken:2", 8024);
        guarded("change:2", "after");
    }

    /** A service with a secret and a file that it mounts. */
    private void guarded(String image, String text) {
        home.write("media/change3/notes.txt", text).write("media/change3.yaml", """
                name: change3
                host: docker-media
                containers:
                  server:
                    image: "%s"
                    ports: ["8040:80"]
                    secrets: {TOKEN: "env:TOKEN"}
                    files: {change3/notes.txt: /notes.txt}
                routes: [{hostname: change3.home.arpa, container: server, port: 80}]
                """.formatted(image));
    }

    private void clear() throws IOException {
        try (Stream<Path> all = Files.exists(home.services) ? Files.walk(home.services) : Stream.empty()) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Applies in another process, and returns whether that was killed when its write of this number came. */
    private boolean killAt(Gate gate, int number, boolean made) throws InterruptedException {
        AtomicInteger writes = new AtomicInteger();
        Process child = ChildRun.start(home, agreed);
        gate.ask(() -> {
            if (writes.incrementAndGet() != number) {
                return true;
            }
            kill(child);
            return made;
        });
        assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
        gate.open();
        return writes.get() >= number;
    }

    private static void kill(Process child) {
        child.destroyForcibly().onExit().join();
    }

    private static List<String> differences(
            String where, SortedMap<String, String> wanted, SortedMap<String, String> found) {
        Set<String> differences = new TreeSet<>(parts(wanted));
        differences.removeAll(parts(found));
        Set<String> more = new TreeSet<>(parts(found));
        more.removeAll(parts(wanted));
        differences.addAll(more);
        return differences.stream().map(part -> where + ": " + part).toList();
    }

    /** Cuts a snapshot into pieces that are short enough to read. */
    private static Set<String> parts(SortedMap<String, String> snapshot) {
        Set<String> parts = new TreeSet<>();
        snapshot.forEach((target, text) ->
                Stream.of(text.split(", (?=/|\\w)")).forEach(part -> parts.add(target + ": " + part)));
        return parts;
    }
}
