// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.model.value.ServiceName;
import dev.homelab.runner.detect.Checkout;
import dev.homelab.runner.detect.Git;
import dev.homelab.runner.detect.WorkTree;
import dev.homelab.runner.reason.AffectedService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparing with a revision of which only the files that differ are read says the same as comparing with all of it. */
class EarlierRevisionTest {

    private static final int WORLDS = 6;
    private static final int EDITS = 20;
    private static final int SERVICES = 14;

    @TempDir
    private static Path place;

    private static String inventory = "";

    @TempDir
    private Path folder;

    private Random random = new Random();
    private WorkTree tree = new WorkTree(place);
    private SortedMap<String, String> files = new TreeMap<>();
    private int byFile;
    private int invalid;

    @BeforeAll
    static void takeTheInventoryOfTheLab() throws IOException {
        try (Lab lab = Lab.start(place.resolve("lab"))) {
            inventory = Files.readString(lab.inventory());
        }
    }

    @Test
    void anyEditComparesAsTheWholeRevisionsDo() throws IOException {
        for (int seed = 0; seed < WORLDS; seed++) {
            random = new Random(seed);
            Path top = Files.createDirectory(folder.resolve("w" + seed));
            tree = new WorkTree(top);
            files = new TreeMap<>();
            put("services/inventory.yaml", inventory);
            for (int i = 0; i < SERVICES; i++) {
                put("services/" + category() + "/app" + i + ".yaml", service("app" + i, i));
            }
            tree.commit("first", "");
            for (int edit = 0; edit < EDITS; edit++) {
                SortedMap<String, String> before = new TreeMap<>(files);
                String what = edits();
                compare(top, "seed %d, edit %d: %s".formatted(seed, edit, what));
                if (!isValid(top) && random.nextInt(3) == 0) {
                    tree.commit(what, "");
                    tree.run("rm", "-q", "-r", "services");
                    tree.run("checkout", "-q", "HEAD~1", "--", "services");
                    files = before;
                    compare(top, "seed %d, edit %d taken back: %s".formatted(seed, edit, what));
                    tree.commit("back", "");
                } else if (random.nextInt(3) > 0 && isValid(top)) {
                    tree.commit(what, "");
                } else {
                    back(before);
                }
            }
        }
        assertThat(byFile).as("compared by file").isGreaterThan(WORLDS * EDITS / 3);
        assertThat(invalid).as("earlier revisions that are not valid").isPositive();
    }

    @Test
    void aWorkTreeThatWasInvalidIsFoundInvalid() throws IOException {
        Path top = Files.createDirectory(folder.resolve("top"));
        tree = new WorkTree(top);
        put("services/inventory.yaml", inventory);
        put("services/media/app0.yaml", service("app0", 0));
        put("services/media/app1.yaml", service("app1", 1));
        put("services/media/app2.yaml", service("app2", 2).replace("app2.home.arpa", "app1.home.arpa"));
        tree.commit("two of one hostname", "");
        put("services/media/app2.yaml", service("app2", 2));

        compare(top, "clash");
        assertThat(invalid).isEqualTo(1);
    }

    @Test
    void linksAndSubmodulesAndHiddenEditsAreReadAsAWhole() throws IOException {
        Path top = Files.createDirectory(folder.resolve("top"));
        tree = new WorkTree(top);
        put("services/inventory.yaml", inventory);
        put("services/media/app0.yaml", service("app0", 0));
        put("services/media/app1.yaml", service("app1", 1));
        put("shared/app2.yaml", service("app2", 2));
        Files.createSymbolicLink(top.resolve("services/media/app2.yaml"), Path.of("../../shared/app2.yaml"));
        tree.commit("a link", "");
        put("shared/app2.yaml", service("app2", 2).replace("app:1", "app:2"));
        compare(top, "behind a link");
        assertThat(byFile).isZero();

        Files.delete(top.resolve("services/media/app2.yaml"));
        tree.commit("no link", "");
        tree.run("update-index", "--assume-unchanged", "services/media/app1.yaml");
        put("services/media/app1.yaml", service("app1", 1).replace("app:1", "app:7"));
        compare(top, "assumed unchanged");
        assertThat(byFile).isZero();
    }

    /** Compares both ways. */
    private void compare(Path top, String what) {
        Path services = top.resolve("services");
        Optional<Homelab> read = read(services);
        if (read.isEmpty()) {
            return;
        }
        Homelab now = read.get();
        Git git = Git.around(services).orElseThrow();
        List<Path> places = List.of(services, services.resolve("inventory.yaml"));
        try (Checkout whole = git.checkOut("HEAD");
                Checkout some = git.open("HEAD")) {
            Optional<SortedMap<ServiceName, AffectedService>> expected =
                    read(whole.at(services)).map(then -> now.affectedSince(Optional.of(then)));
            try {
                git.differing(git.changedSince("HEAD", places), places)
                        .flatMap(differing -> now.earlier(some, differing))
                        .ifPresent(then -> {
                            byFile++;
                            assertThat(Optional.of(now.affectedSince(Optional.of(then))))
                                    .as(what)
                                    .isEqualTo(expected);
                        });
            } catch (InvalidDefinitionsException e) {
                invalid++;
                assertThat(expected).as(what + ": " + e.getMessage()).isEmpty();
            }
        }
    }

    private static boolean isValid(Path top) {
        return read(top.resolve("services")).isPresent();
    }

    private static Optional<Homelab> read(Path services) {
        try {
            return Optional.of(Homelab.read(services, services.resolve("inventory.yaml"), Map.of()));
        } catch (InvalidDefinitionsException e) {
            return Optional.empty();
        }
    }

    private String edits() throws IOException {
        List<String> what = new ArrayList<>();
        int many = random.nextInt(4);
        for (int i = 0; i <= many; i++) {
            what.add(edit());
        }
        return String.join(", ", what);
    }

    private String edit() throws IOException {
        List<String> services =
                files.keySet().stream().filter(file -> file.contains("/app")).toList();
        String file = services.get(random.nextInt(services.size()));
        String name = file.replaceFirst(".*/", "").replace(".yaml", "");
        int number = random.nextInt(SERVICES);
        switch (random.nextInt(14)) {
            case 0 -> put(file, service(name, number));
            case 1 -> put(file, files.getOrDefault(file, "").replaceFirst("app:\\d+", "app:" + random.nextInt(9)));
            case 2 -> put(file, files.getOrDefault(file, "") + "# a remark\n");
            case 3 -> remove(file);
            case 4 ->
                put(
                        "services/" + category() + "/app" + (number + 20) + ".yaml",
                        service("app" + (number + 20), number));
            case 5 -> {
                String text = files.getOrDefault(file, "");
                remove(file);
                put("services/" + category() + "/" + name + ".yaml", text);
            }
            case 6 -> {
                String text = files.getOrDefault(file, "");
                remove(file);
                put(
                        file.replace(name, name + "-new"),
                        text.replace(name, name + "-new") + "renamedFrom: " + name + "\n");
            }
            case 7 -> put("services/" + category() + "/conf/" + name + ".conf", "text " + random.nextInt(3) + "\n");
            case 8 -> put(file, service(name, number).replace("ports:", "files: {conf/" + name + ".conf: /c}, ports:"));
            case 9 ->
                put(
                        file,
                        files.getOrDefault(file, "").replaceFirst("\\w+\\.home\\.arpa", name + number + ".home.arpa"));
            case 10 -> put("services/README.md", "number " + number + "\n");
            case 11 -> put("services/" + category() + "/deep/app" + number + ".yaml", "a: " + number + "\n");
            case 12 -> put(file, service(name, number).replace("ports:", "files: {deep/app1.yaml: /c}, ports:"));
            default ->
                put(
                        "services/inventory.yaml",
                        inventory + "defaults: {timeZone: Europe/" + (random.nextBoolean() ? "Berlin" : "Rome")
                                + "}\n");
        }
        return file + " and " + number;
    }

    private String category() {
        return List.of("media", "media-more", "apps").get(random.nextInt(3));
    }

    private String service(String name, int number) {
        String more = List.of(
                        "",
                        name.equals("app0") ? "" : "dependsOn: [app0]\n",
                        "widget: {group: Media}\n",
                        "sso: {kind: forward-auth, groups: [family]}\n",
                        "dns: [{hostname: " + name + "-too.home.arpa, address: 192.0.2." + (number + 1) + "}]\n",
                        "title: App " + number + "\nprotect: true\n")
                .get(random.nextInt(6));
        String second = random.nextInt(3) == 0 && !name.startsWith("app0")
                ? "  beside: {image: \"app:1\", networkMode: service:app0}\n"
                : "";
        return """
                name: %1$s
                host: docker-media
                containers:
                  server: {image: "app:1", ports: ["%2$d:80"], secrets: {TOKEN: env:TOKEN_%2$d}}
                %3$sroutes: [{hostname: %1$s.home.arpa, container: server, port: 80}]
                %4$s""".formatted(name, port(name, number), second, more);
    }

    /** Most often one that no other service has. */
    private int port(String name, int number) {
        boolean isChance = random.nextInt(12) == 0;
        return isChance ? 8000 + number : 8100 + Integer.parseInt(name.replaceAll("\\D", ""));
    }

    private void put(String file, String text) {
        files.put(file, text);
        tree.write(file, text);
    }

    private void remove(String file) throws IOException {
        if (files.size() > 4) {
            files.remove(file);
            tree.run("rm", "-q", "-f", "--ignore-unmatch", file);
        }
    }

    private void back(SortedMap<String, String> before) {
        tree.run("reset", "-q", "--hard");
        tree.run("clean", "-q", "-f", "-d");
        files = before;
    }
}
