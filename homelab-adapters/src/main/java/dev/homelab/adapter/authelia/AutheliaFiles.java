// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authelia;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import dev.homelab.spi.OwnedText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The texts of the files, and which of it was in force when Authelia was last restarted. Pure.
 *
 * @param texts by the names of files; none of a file that is not there
 * @param loaded what was in force, line by line; empty if that is not known
 */
record AutheliaFiles(Map<String, String> texts, Optional<String> loaded) {

    static final String RULES = "rules.yml";
    static final String CLIENTS = "clients.yml";
    static final String POLICIES = "policies.yml";
    static final List<String> NAMES = List.of(POLICIES, CLIENTS, RULES);

    /** Where it stands what was in force. */
    static final String LOADED = "loaded.txt";

    private static final Map<String, String> EMPTY = Map.of(
            RULES,
            "- {\"domain\": [\"homelab.invalid\"], \"policy\": \"deny\"}" + FileLine.NOTHING,
            CLIENTS,
            "- {\"client_id\": \"homelab-nothing\", \"client_name\": \"Nothing\", \"public\": true,"
                    + " \"authorization_policy\": \"two_factor\", \"redirect_uris\": [\"https://homelab.invalid/\"]}"
                    + FileLine.NOTHING,
            POLICIES,
            "\"homelab-nothing\": {\"default_policy\": \"deny\", \"rules\": [{\"policy\": \"deny\", \"subject\":"
                    + " [[\"group:homelab-nothing\"]]}]}" + FileLine.NOTHING);

    AutheliaFiles {
        texts = Map.copyOf(texts);
    }

    /** Returns the names of files that cannot be changed: bytes that are not UTF-8, or no YAML. */
    List<String> unreadable() {
        return texts.entrySet().stream()
                .filter(file -> OwnedText.isDamaged(file.getValue()) || !isOfItsForm(file.getKey(), file.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static boolean isOfItsForm(String name, String text) {
        return YamlText.read(text)
                .filter(tree -> tree.isMissingNode()
                        || tree.isNull()
                        || (name.equals(POLICIES) ? tree.isObject() : tree.isArray()))
                .isPresent();
    }

    /** Returns what the files hold, without rules and policies of people; of two with one key that of this homelab. */
    List<Observed<SignIn>> observed(String homelab) {
        List<Observed<SignIn>> found = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        clients().forEach(line -> {
            if (taken.add(line.clientId())) {
                List<FileLine> policies = policies(line);
                boolean isLoaded =
                        line.owner().isEmpty() || isLoaded(Stream.concat(Stream.of(line), policies.stream()));
                found.add(new Observed<>(EntryText.readClient(line, policies, isLoaded), line.owner()));
            }
        });
        otherClients().stream()
                .filter(taken::add)
                .forEach(id -> found.add(Observed.unowned(SignIn.of(id, SignIn.LONG, true, List.of()))));
        for (boolean ours : new boolean[] {true, false}) {
            rules().forEach((owner, lines) -> {
                boolean isOurs = owner.homelab().equals(homelab);
                if (isOurs == ours && taken.add(SignIn.rulesKey(owner.service().value()))) {
                    found.add(Observed.ownedBy(owner, EntryText.readRules(owner, lines, isLoaded(lines.stream()))));
                }
            });
        }
        loadedLines().forEach((hash, said) -> {
            if (lines().noneMatch(line -> line.hash().equals(hash)) && taken.add(said.key())) {
                found.add(Observed.ownedBy(said.owner(), SignIn.of(said.key(), SignIn.REMOVED, false, List.of())));
            }
        });
        return List.copyOf(found);
    }

    /** Marked lines first, so that one of a person with the same id is not taken for ours. */
    private List<FileLine> clients() {
        List<FileLine> all =
                lines(CLIENTS).filter(line -> !line.clientId().isEmpty()).toList();
        return Stream.concat(
                        all.stream().filter(line -> line.owner().isPresent()),
                        all.stream().filter(line -> line.owner().isEmpty()))
                .toList();
    }

    private List<FileLine> policies(FileLine client) {
        return lines(POLICIES)
                .filter(line -> line.owner().equals(client.owner())
                        && line.name().equals(EntryText.policyName(client.clientId())))
                .toList();
    }

    private Map<Owner, List<FileLine>> rules() {
        return lines(RULES)
                .filter(line -> line.owner().isPresent())
                .collect(groupingBy(line -> line.owner().orElseThrow(), LinkedHashMap::new, toList()));
    }

    /** The ids of clients that stand on several lines. */
    private List<String> otherClients() {
        List<String> ids = new ArrayList<>();
        YamlText.read(texts.getOrDefault(CLIENTS, ""))
                .orElse(MissingNode.getInstance())
                .forEach(client -> {
                    String id = client.path("client_id").asText();
                    if (!id.isEmpty() && !id.equals("homelab-nothing")) {
                        ids.add(id);
                    }
                });
        return ids;
    }

    private Stream<FileLine> lines(String name) {
        return rows(texts.getOrDefault(name, "")).stream()
                .map(FileLine::parse)
                .filter(line -> line.isEntry() && !line.isNothing());
    }

    private Stream<FileLine> lines() {
        return NAMES.stream().flatMap(this::lines).filter(line -> line.owner().isPresent());
    }

    /** One line of what was in force. */
    private record Loaded(Owner owner, String key) {}

    private Map<String, Loaded> loadedLines() {
        Map<String, Loaded> all = new TreeMap<>();
        loaded.orElse("").lines().map(line -> line.split(" ", 3)).forEach(words -> {
            if (words.length == 3 && words[1].matches("[a-z][a-z0-9-]{0,31}/[a-z][a-z0-9-]{0,62}")) {
                all.put(words[0], new Loaded(Owner.parse(words[1]), words[2]));
            }
        });
        return all;
    }

    private boolean isLoaded(Stream<FileLine> lines) {
        Set<String> hashes = loadedLines().keySet();
        return lines.allMatch(line -> hashes.contains(line.hash()));
    }

    /** Returns what is in force once Authelia is restarted with these texts. */
    String toBeLoaded() {
        TreeMap<String, String> all = new TreeMap<>();
        lines().forEach(line -> all.put(
                line.hash(),
                line.hash() + " " + line.owner().orElseThrow() + " "
                        + (line.clientId().isEmpty() ? keyOf(line) : line.clientId()) + "\n"));
        return String.join("", all.values());
    }

    private static String keyOf(FileLine line) {
        return line.name().isEmpty()
                ? SignIn.rulesKey(line.owner().orElseThrow().service().value())
                : line.name().substring(EntryText.policyName("").length());
    }

    /** Returns whether Authelia has to be restarted. */
    boolean isPending() {
        return !loaded.orElse("").equals(toBeLoaded());
    }

    /** Returns the same with an entry in place of what has its key and is its owner's, or no one's. */
    AutheliaFiles with(Observed<SignIn> picture, SecretDigest digests, String homelab) {
        SignIn wanted = picture.resource();
        if (wanted.kind().equals(SignIn.REMOVED) || wanted.kind().equals(SignIn.LONG)) {
            return this;
        }
        if (wanted.isRules()) {
            List<String> rules = wanted.lines().isEmpty() ? EntryText.rules(wanted, picture.owner()) : wanted.lines();
            return replaced(RULES, line -> isAbout(line, picture, homelab), rules);
        }
        Optional<FileLine> there = lines(CLIENTS)
                .filter(line -> line.clientId().equals(wanted.key()))
                .findFirst();
        List<String> clients = new ArrayList<>();
        List<String> policies = new ArrayList<>();
        if (wanted.lines().isEmpty()) {
            clients.add(client(wanted, there, picture.owner(), digests));
            EntryText.policy(wanted, picture.owner()).ifPresent(policies::add);
        } else {
            wanted.lines().forEach(line -> (line.startsWith("- ") ? clients : policies).add(line));
        }
        return replaced(CLIENTS, line -> line.clientId().equals(wanted.key()), clients)
                .replaced(POLICIES, line -> isPolicy(line, wanted.key()), policies);
    }

    AutheliaFiles without(Observed<SignIn> picture, String homelab) {
        String key = picture.key();
        return picture.resource().isRules()
                ? replaced(RULES, line -> isAbout(line, picture, homelab), List.of())
                : replaced(
                                CLIENTS,
                                line -> line.clientId().equals(key)
                                        && line.owner().isPresent(),
                                List.of())
                        .replaced(POLICIES, line -> isPolicy(line, key), List.of());
    }

    private static boolean isPolicy(FileLine line, String clientId) {
        return line.owner().isPresent() && line.name().equals(EntryText.policyName(clientId));
    }

    private static boolean isAbout(FileLine line, Observed<SignIn> picture, String homelab) {
        return line.owner()
                .filter(owner -> SignIn.rulesKey(owner.service().value()).equals(picture.key())
                        && (owner.homelab().equals(homelab) || picture.owner().equals(Optional.of(owner))))
                .isPresent();
    }

    /** What the digest there was made of stands beside it, so that most times none has to be made to compare. */
    private static String client(SignIn wanted, Optional<FileLine> there, Optional<Owner> owner, SecretDigest digests) {
        JsonNode entry = there.map(FileLine::entry).orElse(MissingNode.getInstance());
        String present = FileLine.digest(entry);
        Optional<EncryptedSecret> secret = wanted.secret().filter(any -> !wanted.isPublic());
        boolean isKnown = secret.isEmpty() || there.flatMap(FileLine::secret).equals(secret);
        String digest = isKnown ? present : digests.of(wanted.key(), secret.get(), present);
        return EntryText.client(wanted, entry, digest, owner);
    }

    private AutheliaFiles replaced(String name, Predicate<FileLine> which, List<String> by) {
        String before = texts.getOrDefault(name, "");
        List<String> after = new ArrayList<>();
        boolean isPlaced = false;
        for (String text : rows(before)) {
            FileLine line = FileLine.parse(text);
            if (line.isEntry() && which.test(line)) {
                if (!isPlaced) {
                    after.addAll(by);
                    isPlaced = true;
                }
            } else if (!line.isNothing()) {
                after.add(text);
            }
        }
        if (!isPlaced) {
            after.addAll(by);
        }
        String joined = joined(after);
        JsonNode tree = YamlText.read(joined).orElse(MissingNode.getInstance());
        if (tree.isEmpty()) {
            after.add(EMPTY.getOrDefault(name, ""));
            joined = joined(after);
        }
        Map<String, String> all = new TreeMap<>(texts);
        if (texts.containsKey(name) || !by.isEmpty()) {
            all.put(name, joined);
        }
        return new AutheliaFiles(all, loaded);
    }

    /** Returns the lines without the newline at their ends; all else in them stays. */
    private static List<String> rows(String text) {
        List<String> rows = new ArrayList<>(List.of(text.split("\n", -1)));
        if (rows.get(rows.size() - 1).isEmpty()) {
            rows.remove(rows.size() - 1);
        }
        return rows;
    }

    private static String joined(List<String> rows) {
        return rows.isEmpty() ? "" : String.join("\n", rows) + "\n";
    }
}
