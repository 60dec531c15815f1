// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.detect.Checkout;
import dev.homelab.runner.detect.Git;
import dev.homelab.runner.detect.WorkTree;
import dev.homelab.runner.guard.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long history of a repository, push by push: services come, change, take other names and go, on branches too; some of them
 * never come up and go back. What is touched is known exactly each time, by a far simpler way to know it: the text of each
 * definition now, and when it was applied last.
 *
 * <p>{@code -Dhistory.commits=N} makes it longer.
 */
@Tag("proof")
class HistoryTest {

    private static final int COMMITS = Integer.getInteger("history.commits", 40);
    private static final Path FIGURES = Path.of("target", "proofs", "history.txt");
    private static final String BAD = "bad";

    private final Random random = new Random(7);
    private final SortedMap<String, String> now = new TreeMap<>();
    private final SortedMap<String, String> applied = new TreeMap<>();
    private int made;
    private int commits;
    private int pushes;
    private int failures;
    private int merges;

    @Test
    void everyPushTouchesExactlyWhatItChanges(@TempDir Path folder) throws IOException {
        Files.createDirectories(FIGURES.getParent());
        Files.deleteIfExists(FIGURES);
        try (LabHome home = new LabHome(folder)) {
            home.lab.hosts().forEach(host -> host.docker().images().unhealthyImage(BAD));
            home.write("inventory.yaml", Files.readString(home.lab.inventory()));
            Repository repository = new Repository(home);
            repository.commit("The inventory");
            put(repository, "anchor");
            repository.commit("A service that stays");
            String last = repository.head();
            while (commits < COMMITS) {
                SortedMap<String, String> before = new TreeMap<>(now);
                repository.someCommits();
                push(home, before, last);
                last = repository.head();
            }
            mend(repository);
            applyAtOnce(home);
            assertThat(home.homelab().plan().isEmpty()).isTrue();
            assertThat(picture(home)).isEqualTo(pictureOfAFreshOne(folder.resolve("fresh"), home));
        }
        Files.writeString(
                FIGURES,
                "commits: %d (merges: %d), pushes: %d, of which failed: %d; touched services not exact: 0; end state the same as at once: 1 of 1"
                        .formatted(commits, merges, pushes, failures));
    }

    /** What a pipeline does with one push; what fails in it is part of the next. */
    private void push(LabHome home, SortedMap<String, String> before, String last) {
        pushes++;
        assertThat(names(home.homelab().affected(LabHome.options()).keySet())).isEqualTo(different(applied, now));
        assertThat(since(home, last)).isEqualTo(different(before, now));
        Report report = home.apply(
                Agreed.to(home, LabHome.request().with(Scope.everything().onlyChanged())));
        assertThat(report.ending()).isIn(Optional.of(Ending.DONE), Optional.of(Ending.ROLLED_BACK));
        if (!report.ending().equals(Optional.of(Ending.DONE))) {
            failures++;
        }
        Set<String> failed = names(report.failed());
        SortedMap<String, String> then = new TreeMap<>(applied);
        applied.clear();
        now.forEach((name, text) -> {
            if (!failed.contains(name)) {
                applied.put(name, text);
            }
        });
        failed.forEach(name -> Optional.ofNullable(then.get(name)).ifPresent(text -> applied.put(name, text)));
    }

    private static Set<String> since(LabHome home, String revision) {
        Git git = Git.around(home.services).orElseThrow();
        try (Checkout checkout = git.checkOut(revision)) {
            Path then = checkout.at(home.services);
            Homelab earlier = Homelab.read(then, then.resolve("inventory.yaml"), Map.of());
            return names(home.homelab().affectedSince(Optional.of(earlier)).keySet());
        }
    }

    private static Set<String> different(SortedMap<String, String> before, SortedMap<String, String> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> before.containsKey(name) && before.get(name).equals(after.get(name)));
        return names;
    }

    private static Set<String> names(Set<?> services) {
        return services.stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What never came up gets an image that does. */
    private void mend(Repository repository) {
        if (now.values().stream().anyMatch(text -> text.contains(BAD))) {
            new TreeMap<>(now).forEach((name, text) -> repository.write(name, text.replace(BAD, "app")));
            repository.commit("Images that come up");
        }
    }

    private static void applyAtOnce(LabHome home) {
        assertThat(home.apply(Agreed.to(home)).ending()).contains(Ending.DONE);
    }

    private Map<String, String> pictureOfAFreshOne(Path folder, LabHome other) throws IOException {
        try (LabHome fresh = new LabHome(folder)) {
            for (String name : now.keySet()) {
                String file = "media/" + name + ".yaml";
                fresh.write(file, Files.readString(other.services.resolve(file)));
            }
            applyAtOnce(fresh);
            return picture(fresh);
        }
    }

    /** What visitors and containers notice; data of services that are gone stays, and numbers of records differ. */
    private static Map<String, String> picture(LabHome home) {
        Map<String, String> picture = new TreeMap<>();
        home.lab
                .hosts()
                .forEach(host ->
                        host.docker().containers().forEach((name, status) -> picture.put(name, status.toString())));
        picture.put(
                "names", home.lab.pihole().hosts().stream().sorted().toList().toString());
        return picture;
    }

    /** A service that took another name once says so for ever, since its data is under the former one. */
    private void put(Repository repository, String name) {
        String former = name.startsWith("again") ? "renamedFrom: app" + number(name) + "\n" : "";
        String image = name.equals("anchor") || random.nextInt(5) > 0 ? "app" : BAD;
        repository.write(name, """
                name: %1$s
                host: docker-media
                containers:
                  server: {image: "%2$s:%3$d", ports: ["%4$d:80"], volumes: ["data:/data"]}
                routes: [{hostname: %1$s.home.arpa, container: server, port: 80}]
                %5$swidget: {group: Media}
                """.formatted(name, image, random.nextInt(1000), 8000 + number(name), former));
    }

    private static int number(String name) {
        return name.equals("anchor") ? 0 : Integer.parseInt(name.replaceAll("\\D", ""));
    }

    /** The repository that people push to. */
    private final class Repository {

        private final LabHome home;
        private final WorkTree tree;

        Repository(LabHome home) {
            this.home = home;
            this.tree = new WorkTree(home.services);
        }

        /** One to three commits, some of them on a branch that is merged. */
        void someCommits() {
            int many = 1 + random.nextInt(3);
            boolean isBranch = random.nextInt(4) == 0;
            if (isBranch) {
                tree.run("checkout", "-q", "-b", "branch" + commits);
            }
            if (random.nextInt(3) == 0) {
                mend(this);
            }
            for (int i = 0; i < many; i++) {
                happening();
            }
            if (isBranch) {
                String branch = tree.run("rev-parse", "--abbrev-ref", "HEAD").strip();
                tree.run("checkout", "-q", "main");
                tree.run("merge", "-q", "--no-ff", "-m", "Merge " + branch, branch);
                commits++;
                merges++;
            }
        }

        /** As at a home, there are some twenty services in the end, however long the history is. */
        private void happening() {
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    if (now.size() < 20) {
                        add();
                    } else {
                        remove();
                    }
                }
                case 2 -> change();
                case 3 -> remove();
                case 4 -> rename();
                default -> remark();
            }
        }

        private void add() {
            made++;
            put(this, "app" + made);
            commit("Another service");
        }

        private void change() {
            String name = any();
            put(this, name);
            commit("Another version of " + name);
        }

        private void remove() {
            String name = any();
            if (!name.equals("anchor")) {
                forget(name);
            }
            commit("Without " + name);
        }

        private void rename() {
            String name = any();
            String next = "again" + number(name);
            if (name.startsWith("app")) {
                forget(name);
                put(this, next);
            }
            commit(name + " is " + next);
        }

        /** Text that no target is asked for. */
        private void remark() {
            home.write("README.md", "Remark " + commits + "\n");
            String name = any();
            home.write("media/" + name + ".yaml", "# remark " + commits + "\n" + now.get(name));
            commit("A remark on " + name);
        }

        private String any() {
            return now.keySet().stream()
                    .skip(random.nextInt(now.size()))
                    .findFirst()
                    .orElseThrow();
        }

        void write(String name, String text) {
            now.put(name, text);
            home.write("media/" + name + ".yaml", text);
        }

        private void forget(String name) {
            now.remove(name);
            home.remove(name);
        }

        void commit(String title) {
            tree.commit(title, "");
            commits++;
        }

        String head() {
            return tree.run("rev-parse", "HEAD").strip();
        }
    }
}
