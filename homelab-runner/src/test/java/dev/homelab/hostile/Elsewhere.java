// SPDX-License-Identifier: Apache-2.0
package dev.homelab.hostile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.hostile.Product.Ended;
import dev.homelab.hostile.Table.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Everything but definitions that brings a text: documents, files, arguments, Git, the environment, the host and the record. */
final class Elsewhere {

    private static final List<List<String>> ARGUMENTS = List.of(
            List.of("plan", "--only", "TEXT"),
            List.of("plan", "--adopt", "box/TEXT"),
            List.of("rollback", "--dry-run", "--run", "TEXT"),
            List.of("show", "TEXT"),
            List.of("plan", "--target", "TEXT"),
            List.of("detect", "--since", "TEXT"),
            List.of("rollback", "--dry-run", "--to", "TEXT"),
            List.of("plan", "--accept", "TEXT"),
            List.of("plan", "--without", "TEXT"),
            List.of("history", "TEXT"),
            List.of("rollback", "--dry-run", "--service", "TEXT"),
            List.of("plan", "--offline", "--since", "TEXT"),
            List.of("unlock", "--holder", "TEXT"),
            List.of("apply", "--plan", "TEXT"),
            List.of("validate", "--format", "TEXT"),
            List.of("plan", "--adopt-service", "TEXT"),
            List.of("apply", "--run", "TEXT", "--stage", "deploy"),
            List.of("explain", "TEXT"),
            List.of("verify", "--patience", "TEXT"),
            List.of("TEXT"));

    private static final List<String> VARIABLES = List.of(
            "CI_MERGE_REQUEST_IID",
            "CI_PIPELINE_URL",
            "CI_PROJECT_ID",
            "CI_COMMIT_MESSAGE",
            "CI_COMMIT_TITLE",
            "CI_COMMIT_REF_NAME",
            "GITHUB_REF_NAME",
            "HOMELAB_PIPELINE_URL",
            "HOMELAB_ACCEPT",
            "HOMELAB_YES_DELETE",
            "HOMELAB_HOLDER",
            "HOMELAB_NO_CODE",
            "HOMELAB_SERVICES",
            "HOMELAB_KEY",
            "TOKEN");

    private final Home home;
    private final Path base;

    Elsewhere(Home home) {
        this.home = home;
        this.base = home.folder().resolve("base");
    }

    /** Applies one service, in a work tree of Git, for what follows. */
    void begin() {
        ObjectNode inventory = home.inventory().deepCopy();
        inventory.put("homelab", "base").put("record", "box:" + home.variable("STACKS_DIR") + "/../base-record");
        ObjectNode targets = inventory.putObject("targets");
        targets.set("box", home.inventory().at("/targets/box").deepCopy());
        ((ObjectNode) targets.get("box")).put("root", home.variable("STACKS_DIR") + "-base");
        home.write("base/services/inventory.yaml", Home.text(inventory));
        home.write("base/services/media/films.yaml", Home.text(films()));
        String script = "git init -q -b main . && git config user.email a@b && git config user.name a && git add -A"
                + " && git commit -q -m first";
        Ended git = home.product().process(List.of("sh", "-c", script), base, Map.of(), Home.LIMIT);
        Ended applied = run("apply");
        if (git.exit() != 0 || applied.exit() != 0) {
            throw new IllegalStateException(git.brief() + applied.brief());
        }
    }

    private static ObjectNode films() {
        return Samples.parse(
                "{'name':'films','host':'box','containers':{'server':{'image':'homelab-test/web:1','networkMode':'none','stopGracePeriod':'1s','secrets':{'TOKEN':'env:TOKEN'}}}}"
                        .replace('\'', '"'));
    }

    private Ended run(String... arguments) {
        return home.product().run(base, Map.of("TOKEN", "a-token-of-films"), Home.LIMIT, arguments);
    }

    void arguments() {
        int i = 0;
        for (Payload payload : home.payloads()) {
            if (payload.text().indexOf('\0') >= 0 || !isText(payload.text())) {
                continue; // no argument can have it
            }
            String text = payload.at(home.table().mark());
            List<String> all = ARGUMENTS.get(i++ % ARGUMENTS.size()).stream()
                    .map(word -> word.replace("TEXT", text))
                    .toList();
            Ended ended = run(all.toArray(String[]::new));
            home.table().judge("argument", ended, ended.exit() == 0); // the name of nothing there is
        }
    }

    /** Documents of YAML, each a definition, that no reader may be harmed by. */
    void documents() {
        String films = "name: %s\nhost: box\ncontainers: {server: {image: \"a:1\"}}\n";
        StringBuilder bomb = new StringBuilder("a0: &a0 [a, a, a, a, a, a, a, a, a]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%1$d: &a%1$d [*a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d]\n"
                    .formatted(i, i - 1));
        }
        List<String> documents = List.of(
                bomb.toString(),
                films + "x: &x {a: 1}\ny: {<<: *x}\n",
                "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1:1/\"]]]]\n",
                films + "title: !!java.lang.Runtime {}\n",
                films + "title: !env HOME\n",
                films + "title: !include /etc/passwd\n",
                films + "title: &a [*a]\n",
                films + "title: *nothing\n",
                "[".repeat(20_000),
                "{a: ".repeat(20_000),
                "- ".repeat(20_000),
                films + "title: \"\u0000\"\n",
                films + "title: a\u0000b\n",
                films + "title: a\u001b[2Jb\n",
                films + "title: \"\\ud800\"\n",
                films + "? [a, b]\n: c\n",
                films + "title: a\ntitle: b\n",
                films + "---\n" + films,
                films + "...\n%TAG ! tag:x,2000:\n---\na\n",
                "\uFEFF\uFEFF" + films + "title: 1\ntitle: 2",
                "\u0085" + films,
                films + "title: " + "a".repeat(2_000_000),
                films + "title: 99999999999999999999999999999999999999999999e99999999\n",
                films + "\"a\\nb\": c\n",
                films + "\u202Ekey: a\n",
                films + "containers: {a: {image: \"a:1\", healthcheck: {retries: 1e400000}}}\n",
                "<html><script>alert(1)</script></html>",
                "#!/bin/sh\ntouch %s\n".formatted(home.table().mark()),
                "");
        List<byte[]> bytes = new ArrayList<>();
        documents.forEach(text -> bytes.add(text.getBytes(StandardCharsets.UTF_8)));
        bytes.add(new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0, ':', 0});
        bytes.add(new byte[] {'a', ':', ' ', (byte) 0xC3, (byte) 0x28});
        bytes.add(new byte[70_000]);
        String folder = "documents/services/";
        home.write(folder + "inventory.yaml", Home.text(home.inventory()));
        for (int i = 0; i < bytes.size(); i++) {
            home.write(folder + "media/d%d.yaml".formatted(i), bytes.get(i));
        }
        Ended ended = home.product()
                .run(
                        Home.LIMIT,
                        "validate",
                        "--json",
                        "--services",
                        home.folder().resolve(folder).toString());
        home.table().look("document", ended);
        String said = Samples.tree(ended.out()).path("problems").toString();
        for (int i = 0; i < bytes.size(); i++) {
            int number = i;
            boolean isRefused = said.contains("/d%d.yaml".formatted(i));
            home.table()
                    .count(
                            "document",
                            isRefused ? Outcome.REFUSED : Outcome.CHANGED,
                            () -> "document " + number + "\n" + ended.brief());
        }
    }

    /** Files that a definition mounts: whatever is in them, and whatever they are called. */
    void mountedFiles() {
        Map<String, String> files = new HashMap<>();
        ObjectNode document = films();
        ObjectNode mounted = ((ObjectNode) document.at("/containers/server")).putObject("files");
        int i = 0;
        for (Payload payload : home.payloads()) {
            if (isText(payload.text()) && payload.text().indexOf('\0') < 0) {
                String name = "films/f%d.txt".formatted(i++);
                files.put(name, payload.at(home.table().mark()));
                home.write("base/services/media/" + name, files.get(name));
                mounted.put(name, "/mounted/f" + i);
            }
        }
        List<String> names = List.of(
                "$(touch hx1)",
                "`touch hx2`",
                ";touch hx3",
                "-rf",
                "a b",
                "a\nb",
                "\u001b[2J",
                "a'b",
                "a\"b",
                "*",
                "a:b",
                "é",
                "${HOME}",
                "{{.}}",
                "a\\b",
                "~",
                "#a",
                "&a",
                "\u0085",
                "\u202Ea",
                "--",
                "a,b",
                "%s");
        home.write("names/services/inventory.yaml", Home.text(home.inventory()));
        for (int j = 0; j < names.size(); j++) {
            ObjectNode alone = films().put("name", "n" + j);
            ((ObjectNode) alone.at("/containers/server")).putObject("files").put("films/" + names.get(j), "/mounted/x");
            home.write("names/services/media/films/" + names.get(j), "named " + names.get(j));
            home.write("names/services/media/n%d.yaml".formatted(j), Home.text(alone));
        }
        Ended judged = home.product()
                .run(
                        Home.LIMIT,
                        "validate",
                        "--json",
                        "--services",
                        home.folder().resolve("names/services").toString());
        home.table().look("file", judged);
        String said = Samples.tree(judged.out()).path("problems").toString();
        for (int j = 0; j < names.size(); j++) {
            if (said.contains("/n%d.yaml".formatted(j))) {
                home.table().count("file", Outcome.REFUSED, judged::brief);
            } else {
                home.write("base/services/media/films/" + names.get(j), "named " + names.get(j));
                mounted.put("films/" + names.get(j), "/mounted/n" + j);
                files.put("films/" + names.get(j), "named " + names.get(j));
            }
        }
        home.write("base/services/media/films.yaml", Home.text(document));
        Ended ended = run("apply");
        home.table().look("file", ended);
        Set<String> arrived = arrived(Path.of(home.variable("STACKS_DIR") + "-base"));
        files.forEach((name, text) -> home.table()
                .count(
                        "file",
                        ended.exit() == 0 && arrived.contains(text) ? Outcome.LITERAL : Outcome.CHANGED,
                        () -> name + "\n" + ended.brief()));
        for (String place : List.of(
                home.variable("STACKS_DIR") + "-base/films", System.getProperty("user.home"), base.toString())) {
            for (String made : List.of("hx1", "hx2", "hx3")) {
                if (Files.exists(Path.of(place, made))) {
                    home.table().count("file", Outcome.EXECUTED, () -> made);
                }
            }
        }
        home.write("base/services/media/films.yaml", Home.text(films()));
        home.table().look("file", run("apply"));
    }

    private static Set<String> arrived(Path folder) {
        Set<String> all = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** Commits with hostile subjects, authors and files, on hostile branches, with hostile tags. */
    void git() {
        int i = 0;
        Ended first = home.product().process(List.of("git", "rev-parse", "HEAD"), base, Map.of(), Home.LIMIT);
        for (Payload payload : home.payloads()) {
            if (payload.text().indexOf('\0') >= 0
                    || !isText(payload.text())
                    || payload.text().length() > 1000) {
                continue;
            }
            String text = payload.at(home.table().mark());
            String name = text.replace('/', '_');
            home.write("base/services/media/films/g" + name.substring(0, Math.min(60, name.length())), "a");
            home.product().process(List.of("git", "add", "-A"), base, Map.of(), Home.LIMIT);
            home.product()
                    .process(
                            List.of(
                                    "git",
                                    "-c",
                                    "user.name=" + text,
                                    "-c",
                                    "user.email=" + text,
                                    "commit",
                                    "-q",
                                    "--cleanup=verbatim",
                                    "-m",
                                    text),
                            base,
                            Map.of(),
                            Home.LIMIT);
            home.product()
                    .process(
                            List.of(
                                    "git",
                                    "tag",
                                    "t" + i++ + text.replaceAll("[\\s~^:?*\\[\\\\\\p{Cc}]|\\.\\.|@\\{|//", "")),
                            base,
                            Map.of(),
                            Home.LIMIT);
        }
        home.product().process(List.of("git", "checkout", "-q", "-b", "$(touch${IFS}hx4)"), base, Map.of(), Home.LIMIT);
        String since = first.out().strip();
        List<Ended> all = List.of(
                run("detect", "--since", since),
                run("detect", "--since", since, "--json"),
                run("detect", "--since", since, "--dotenv"),
                run("plan", "--offline", "--since", since, "--run", "run"),
                run("plan"),
                run("apply"));
        all.forEach(ended -> home.table().look("Git", ended));
        boolean isWell = all.stream().allMatch(ended -> ended.exit() == 0) && !Files.exists(base.resolve("hx4"));
        for (int j = 0; j < i; j++) {
            home.table()
                    .count(
                            "Git",
                            isWell ? Outcome.LITERAL : Outcome.CHANGED,
                            () -> all.stream().map(Ended::brief).toList().toString());
        }
    }

    /** Each variable in turn, while the others are as they should be. */
    void environment() {
        int i = 0;
        for (Payload payload : home.payloads()) {
            if (payload.text().indexOf('\0') >= 0 || !isText(payload.text())) {
                continue;
            }
            String text = payload.at(home.table().mark());
            String variable = VARIABLES.get(i++ % VARIABLES.size());
            Map<String, String> variables = new HashMap<>(Map.of("TOKEN", "a-token-of-films"));
            variables.put(variable, text);
            Ended ended = home.product().run(base, variables, Home.LIMIT, "apply");
            boolean isLiteral = ended.exit() == 0
                    && (!variable.equals("TOKEN") || variablesOfFilms().contains("TOKEN=" + text.strip()));
            home.table().judge("environment", ended, isLiteral);
            if (variable.equals("TOKEN")) {
                home.table().look("environment", run("apply"));
            }
        }
    }

    private Set<String> variablesOfFilms() {
        String docker = home.variable("STACKS_DIR").replace("/stacks", "/bin/docker");
        Set<String> all = new TreeSet<>();
        List<String> inspect = List.of(docker, "inspect", "films-server-1");
        Applied.strings(
                Samples.tree(home.product()
                        .process(inspect, home.folder(), home.env(), Home.LIMIT)
                        .out()),
                all);
        return all;
    }

    /** Each file of the record, with a text in the place of each value, or of everything. */
    void record() {
        Path record = Path.of(home.variable("STACKS_DIR"), "../base-record").normalize();
        List<Path> files = files(record);
        int i = 0;
        for (Payload payload : home.payloads()) {
            String text = payload.at(home.table().mark());
            Path file = files.get(i % files.size());
            String old = Home.read(file);
            String as = Home.text(Samples.parse("{}").put("a", text).get("a")).strip();
            String edited = switch (i++ / files.size() % 3) {
                case 0 -> old.replaceAll(":\"[^\"]*\"", java.util.regex.Matcher.quoteReplacement(":" + as));
                case 1 -> old + as + "\n";
                default -> "{\"" + text;
            };
            home.write(file.toString(), edited.getBytes(StandardCharsets.UTF_8));
            // A plan has no use for journals of runs that ended.
            boolean isJournal = file.toString().endsWith(".jsonl");
            home.table().judge("record", isJournal ? run("rollback", "--dry-run") : run("plan", "--json"), false);
            home.write(file.toString(), old);
        }
        for (Payload payload : home.payloads()) {
            String text = payload.at(home.table().mark());
            String as = Home.text(Samples.parse("{}").put("a", text).get("a")).strip();
            home.write(
                    record + "/lock/holder.json",
                    "{\"holder\":%1$s,\"run\":%1$s,\"machine\":%1$s,\"until\":%1$s}".formatted(as));
            home.table().judge("lock", run(i++ % 2 == 0 ? "apply" : "unlock"), true);
            remove(record.resolve("lock"));
        }
        home.table().look("lock", run("apply"));
    }

    /** What other people made on the host: projects, containers, labels and files with hostile names. */
    void host() {
        String docker = home.variable("STACKS_DIR").replace("/stacks", "/bin/docker");
        int i = 0;
        List<String> containers = new ArrayList<>();
        for (Payload payload : home.payloads()) {
            if (payload.text().indexOf('\0') >= 0 || !isText(payload.text())) {
                continue;
            }
            String text = payload.at(home.table().mark());
            String name = "foreign" + i++;
            List<String> create = List.of(
                    docker,
                    "create",
                    "--name",
                    name,
                    "--label",
                    "dev.homelab.service=" + text,
                    "--label",
                    "com.docker.compose.project=" + (i % 2 == 0 ? "films" : text),
                    "--label",
                    "com.docker.compose.service=" + text,
                    "--env",
                    "A=" + text,
                    "--network",
                    "none",
                    "homelab-test/web:1");
            if (home.product()
                            .process(create, home.folder(), home.env(), Home.LIMIT)
                            .exit()
                    == 0) {
                containers.add(name);
            }
            String folder = text.replace('/', '_');
            home.write(
                    home.variable("STACKS_DIR") + "-base/" + folder.substring(0, Math.min(60, folder.length()))
                            + "x/compose.yaml",
                    "# homelab: base/" + text + "\nname: " + text);
        }
        List<Ended> all = List.of(run("plan"), run("plan", "--json"), run("drift"), run("verify"), run("apply"));
        all.forEach(ended -> home.table().look("host", ended));
        boolean isRefused = all.get(0).isRefused();
        boolean isWell = all.stream().allMatch(ended -> Set.of(0, 1, 2, 4).contains(ended.exit()));
        Outcome outcome = isRefused ? Outcome.REFUSED : Outcome.LITERAL;
        for (int j = 0; j < i; j++) {
            home.table()
                    .count(
                            "host",
                            isWell ? outcome : Outcome.CHANGED,
                            () -> all.stream().map(Ended::brief).toList().toString());
        }
        List<String> remove = new ArrayList<>(List.of(docker, "rm", "-f"));
        remove.addAll(containers);
        home.product().process(remove, home.folder(), home.env(), Home.LIMIT);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            System.err.println("  there was no lock");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Halves of characters exist in JSON, and nowhere else. */
    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
