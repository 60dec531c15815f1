// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.report.Activity;
import dev.homelab.report.Watcher;
import dev.homelab.runner.source.Sources;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a watcher sees of a run. */
class WatcherTest implements Watcher {

    private final Queue<Activity> seen = new ConcurrentLinkedQueue<>();
    private LabHome home;

    @BeforeEach
    void start(@TempDir Path folder) {
        home = new LabHome(folder).define("films", "films:1", 8096);
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @Override
    public void at(Activity activity) {
        seen.add(activity);
    }

    @Override
    public boolean wantsDetails() {
        return true;
    }

    @Test
    void eachTargetIsSeenToBeRead() {
        homelab().plan();

        assertThat(steps("dns")).contains("signing in", "reading");
        assertThat(steps("docker-media")).contains("signing in", "reading");
        assertThat(open()).isEmpty();
    }

    @Test
    void eachServiceIsSeenToBeChangedAndVerified() {
        assertThat(homelab().apply(LabHome.request()).ending().orElseThrow().exitCode())
                .isZero();

        assertThat(seen).contains(new Activity("dns", "films", "creating", ""));
        assertThat(seen).contains(new Activity("proxy", "films", "verifying", "from outside"));
        assertThat(open()).isEmpty();
    }

    @Test
    void whatFailsEndsLikeWhatDoesNot() {
        home.lab.host("docker-media").docker().images().unhealthyImage("films:1");
        homelab().apply(LabHome.request());

        assertThat(steps("docker-media")).contains("creating", "deleting");
        assertThat(open()).isEmpty();
    }

    private Homelab homelab() {
        return Homelab.of(Sources.inventory(home.lab.inventory()).folder(home.services))
                .environment(home.environment())
                .watcher(this)
                .build();
    }

    private List<String> steps(String target) {
        return seen.stream()
                .filter(activity -> activity.target().equals(target))
                .map(Activity::step)
                .toList();
    }

    /** Returns what began and never ended. */
    private Set<String> open() {
        Set<String> open = new LinkedHashSet<>();
        for (Activity activity : seen) {
            String place = activity.target() + "/" + activity.service();
            if (!activity.hasEnded()) {
                open.add(place);
            } else if (activity.service().isEmpty()) {
                open.removeIf(one -> one.startsWith(activity.target() + "/"));
            } else {
                open.remove(place);
            }
        }
        return open;
    }
}
