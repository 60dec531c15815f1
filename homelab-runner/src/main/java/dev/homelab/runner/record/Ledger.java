// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.provision.Owner;
import dev.homelab.provision.TargetException;
import dev.homelab.provision.ledger.Claims;
import dev.homelab.provision.ledger.LedgerPage;
import dev.homelab.spi.Folder;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose those resources are that targets have no room to mark: {@code ledger.json} in the run record.
 *
 * <pre>{@code
 * {"run": 7, "targets": {"TARGET": {"KEY": {"SHA-256 OF THE VALUE": "HOMELAB/SERVICE"}}}, "signature": "64 DIGITS"}
 * }</pre>
 *
 * <p>It is read once, when it is first asked for, and written only when it changes. A homelab that never claimed anything has no
 * such file. A file that does not verify, or is older than the rest of the record, stops the run, since what would be written
 * in its place would forget what it said. Safe for many threads.
 */
public final class Ledger {

    static final String FILE = "ledger.json";

    private static final String RUN = "run";
    private static final String TARGETS = "targets";
    private static final JsonMapper JSON = new JsonMapper();

    /** Another run may write between two looks; then the next look finds what fits. */
    private static final int LOOKS = 3;

    private final Supplier<SignedFolder> record;
    private @Nullable State state;

    /** What it says, the signature of the file (empty if there is none), and the number of the run that wrote it. */
    private record State(SortedMap<String, Claims> pages, String signature, long run) {}

    /** Keeps a ledger in the run record, which is asked for only when it is needed. */
    public Ledger(Supplier<SignedFolder> record) {
        this.record = record;
    }

    /** Returns the part that is about one target. */
    public LedgerPage page(String target) {
        return new LedgerPage() {
            @Override
            public Claims read() {
                return claims(target);
            }

            @Override
            public void write(Claims claims) {
                replace(target, claims);
            }
        };
    }

    /** Returns the signature of the file; empty if there is none. */
    public synchronized String signature() {
        return state().signature();
    }

    private synchronized Claims claims(String target) {
        return state().pages().getOrDefault(target, Claims.none());
    }

    private synchronized void replace(String target, Claims claims) {
        if (claims.equals(claims(target))) {
            return;
        }
        SortedMap<String, Claims> next = new TreeMap<>(state().pages());
        next.put(target, claims);
        next.values().removeIf(Claims::isEmpty);
        SignedFolder folder = record.get();
        Head head = head(folder);
        if (!head.fits(state().signature(), state().run())) {
            throw damaged("\"%s\" is another run's by now: this one has lost the lock.");
        }
        state = new State(next, folder.write(FILE, json(next, head.run()), Folder.Access.SHARED), head.run());
    }

    private static Head head(SignedFolder record) {
        return new AppliedFile(record).head().orElse(Head.none());
    }

    private State state() {
        if (state == null) {
            state = read();
        }
        return state;
    }

    /** Reads until what is read fits the rest of the record. */
    private State read() {
        SignedFolder folder = record.get();
        for (int looks = 1; ; looks++) {
            Optional<SignedText> file = folder.read(FILE);
            long run = file.map(SignedText::json)
                    .map(json -> json.path(RUN).asLong())
                    .orElse(0L);
            String signature = file.map(SignedText::signature).orElse("");
            if (head(folder).fits(signature, run)) {
                return new State(file.map(text -> pages(text.json())).orElseGet(TreeMap::new), signature, run);
            }
            if (looks == LOOKS) {
                throw damaged(
                        file.isPresent()
                                ? "\"%s\", which says which aliases on the name server are ours, is older than the rest of the"
                                        + " record."
                                : "\"%s\", which says which aliases on the name server are ours, is missing.");
            }
        }
    }

    private SortedMap<String, Claims> pages(JsonNode json) {
        try {
            SortedMap<String, Claims> parsed = new TreeMap<>();
            fields(json.path(TARGETS)).forEach((target, page) -> parsed.put(target, claims(page)));
            return parsed;
        } catch (IllegalArgumentException e) {
            throw damaged("\"%s\" has another form than this version writes.");
        }
    }

    private static Claims claims(JsonNode page) {
        SortedMap<String, SortedMap<String, Owner>> byKey = new TreeMap<>();
        fields(page).forEach((key, hashes) -> {
            SortedMap<String, Owner> owners = new TreeMap<>();
            fields(hashes).forEach((hash, owner) -> owners.put(hash, Owner.parse(owner.asText())));
            byKey.put(key, owners);
        });
        return new Claims(byKey);
    }

    private static SortedMap<String, JsonNode> fields(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("not an object");
        }
        SortedMap<String, JsonNode> fields = new TreeMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private static ObjectNode json(SortedMap<String, Claims> pages, long run) {
        ObjectNode json = JSON.createObjectNode();
        json.put(RUN, run);
        ObjectNode targets = json.putObject(TARGETS);
        pages.forEach((target, claims) -> {
            ObjectNode page = targets.putObject(target);
            claims.byKey().forEach((key, owners) -> {
                ObjectNode hashes = page.putObject(key);
                owners.forEach((hash, owner) -> hashes.put(hash, owner.toString()));
            });
        });
        return json;
    }

    private TargetException damaged(String detail) {
        return new TargetException(
                record.get().broken(detail.formatted(record.get().place(FILE))));
    }
}
