// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.host.FakeHost;
import dev.homelab.lab.host.HostSnapshot;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.report.Ending;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import dev.homelab.report.Verdict.Status;
import dev.homelab.runner.guard.Consent;
import dev.homelab.runner.guard.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** A lab with random services and what people put beside them, and the laws that hold there whatever happens. */
final class LabWorld implements AutoCloseable {

    private static final int MOST_WRITES = 30;

    private final Random random;
    private final LabHome home;
    private final Neighbours neighbours;
    private final RandomServices services;
    private Consent adoptions;
    private int wentBack;

    LabWorld(int seed, Path folder) {
        this.random = new Random(seed);
        this.home = new LabHome(folder);
        this.neighbours = new Neighbours(home.lab);
        this.services = new RandomServices(home, random);
        home.apply(); // from here on no file of a target is the one that a person began
        this.adoptions = inTheWayOfSome(services.come());
    }

    /** Returns what people put there, as it is now. */
    Map<String, String> neighbours() {
        return neighbours.picture();
    }

    /** Returns how many runs went back. */
    int wentBack() {
        return wentBack;
    }

    /** Lets something happen to each service, once all that is to be taken over has been. */
    void resume() {
        adoptions = Consent.none();
        services.resume();
    }

    @Override
    public void close() {
        home.close();
    }

    private Consent inTheWayOfSome(List<String> names) {
        Consent consent = Consent.none();
        for (String name : names) {
            if (random.nextInt(3) == 0) {
                neighbours.standInTheWayOf(name);
                consent = consent.adoptingFor(name);
            }
        }
        return consent;
    }

    /** A plain apply does all there is to do. */
    void isApplied() {
        assertThat(home.apply(agreed(Scope.everything())).ending()).contains(Ending.DONE);
        assertThat(home.homelab().plan().isEmpty()).as("nothing is left to do").isTrue();
    }

    /** After a random number of writes no target takes another one until the run goes back: what failed is as it was. */
    void losesItsTargets() {
        SortedMap<String, Object> bytes = bytes();
        RunRequest agreed = agreed(Scope.everything());
        HomelabPlan plan = home.homelab().plan(agreed);
        AtomicInteger left = new AtomicInteger(random.nextInt(MOST_WRITES));
        home.lab.ask(() -> left.getAndDecrement() > 0);

        Report report = home.apply(this::recover, agreed);
        home.lab.ask(() -> true);

        assertThat(report.ending()).isIn(Optional.of(Ending.DONE), Optional.of(Ending.ROLLED_BACK));
        Map<String, Status> ends = new TreeMap<>();
        report.verdicts().forEach(verdict -> ends.put(verdict.service().value(), verdict.status()));
        assertThat(pictures(home.homelab().plan())).isEqualTo(expected(plan, ends));
        if (!ends.containsValue(Status.GOOD) && !ends.containsValue(Status.REMOVED)) {
            assertThat(bytes()).as("all of it went back").isEqualTo(bytes);
        }
        wentBack += report.ending().equals(Optional.of(Ending.ROLLED_BACK)) ? 1 : 0;
    }

    private void recover(Report report) {
        if (report.phase() == Phase.ROLLING_BACK) {
            home.lab.ask(() -> true);
        }
    }

    /** A run for one service makes all of its changes, and none for another. */
    void isNarrowed() {
        HomelabPlan whole = home.homelab().plan();
        List<String> affected = whole.targets().stream()
                .flatMap(target -> target.plan().changes().stream())
                .map(change -> change.service().value())
                .distinct()
                .toList();
        if (!affected.isEmpty()) {
            String only = affected.get(random.nextInt(affected.size()));

            assertThat(home.apply(agreed(Scope.everything().only(only))).ending())
                    .contains(Ending.DONE);

            assertThat(pictures(home.homelab().plan())).isEqualTo(expected(whole, Map.of(only, Status.GOOD)));
        }
    }

    private RunRequest agreed(Scope scope) {
        return Agreed.to(home, LabHome.request().with(scope).with(adoptions));
    }

    /** Returns all that is kept; what the proxy and the dashboard have read of it by now is another matter. */
    private SortedMap<String, Object> bytes() {
        SortedMap<String, Object> bytes = new TreeMap<>();
        for (FakeHost host : home.lab.hosts()) {
            HostSnapshot snapshot = host.snapshot("/opt", "/etc");
            SortedMap<String, String> files = new TreeMap<>(snapshot.files());
            files.keySet()
                    .removeIf(file -> file.endsWith(".tmp")); // half a file goes with the next that is written there
            bytes.put(host.name() + " files", files);
            bytes.put(host.name() + " containers", snapshot.containers());
            bytes.put(host.name() + " networks", snapshot.networks());
        }
        bytes.put("names", new TreeSet<>(home.lab.pihole().hosts()));
        bytes.put("aliases", new TreeSet<>(home.lab.pihole().cnames()));
        bytes.put("authentik", home.lab.authentik().snapshot());
        return bytes;
    }

    /** Returns what every target holds once the changes of these services are made, and no others. */
    private static Map<String, Observed<?>> expected(HomelabPlan plan, Map<String, Status> ends) {
        Map<String, Observed<?>> pictures = pictures(plan);
        for (TargetPlan target : plan.targets()) {
            for (Change<?> change : target.plan().changes()) {
                Status status = ends.get(change.service().value());
                if (status == Status.GOOD || status == Status.REMOVED) {
                    String place = target.target() + "/" + change.key();
                    change.after().ifPresentOrElse(after -> pictures.put(place, after), () -> pictures.remove(place));
                }
            }
        }
        return pictures;
    }

    private static Map<String, Observed<?>> pictures(HomelabPlan plan) {
        Map<String, Observed<?>> pictures = new TreeMap<>();
        plan.targets()
                .forEach(target ->
                        target.plan().before().forEach(seen -> pictures.put(target.target() + "/" + seen.key(), seen)));
        return pictures;
    }
}
