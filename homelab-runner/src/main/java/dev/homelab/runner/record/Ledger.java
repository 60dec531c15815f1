// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.support.file.Folder;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Owner;
import dev.homelab.provision.TargetException;
import dev.homelab.provision.ledger.Claims;
import dev.homelab.provision.ledger.LedgerPage;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose those resources are that targets have no room to mark: {@code ledger.json} in the run record.
 *
 * <pre>{@code
 * {"TARGET": {"KEY": {"SHA-256 OF THE VALUE": "HOMELAB/SERVICE"}}}
 * }</pre>
 *
 * <p>It is read once, when somebody first asks, and written only when it changes; the file goes when nothing is claimed
 * any more. A file that is not there claims nothing. One that does not read stops the run, since what would be written
 * in its place would forget what it said. Safe for many threads.
 */
public final class Ledger {

    static final String FILE = "ledger.json";

    private static final JsonMapper JSON = new JsonMapper();

    private final Supplier<Folder> record;
    private @Nullable SortedMap<String, Claims> pages;

    /** Keeps a ledger in the folder of the run record, which is asked for only when it is needed. */
    public Ledger(Supplier<Folder> record) {
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

    private synchronized Claims claims(String target) {
        return pages().getOrDefault(target, Claims.none());
    }

    private synchronized void replace(String target, Claims claims) {
        if (claims.equals(claims(target))) {
            return;
        }
        SortedMap<String, Claims> next = new TreeMap<>(pages());
        next.put(target, claims);
        next.values().removeIf(Claims::isEmpty);
        if (next.isEmpty()) {
            record.get().delete(FILE);
        } else {
            record.get().write(FILE, text(next), Folder.Access.SHARED);
        }
        pages = next;
    }

    private SortedMap<String, Claims> pages() {
        if (pages == null) {
            pages = record.get().read(FILE).map(this::parse).orElseGet(TreeMap::new);
        }
        return pages;
    }

    private SortedMap<String, Claims> parse(String text) {
        try {
            SortedMap<String, Claims> parsed = new TreeMap<>();
            fields(JSON.readTree(text)).forEach((target, page) -> parsed.put(target, claims(page)));
            return parsed;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw damaged();
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

    private static String text(SortedMap<String, Claims> pages) {
        ObjectNode json = JSON.createObjectNode();
        pages.forEach((target, claims) -> {
            ObjectNode page = json.putObject(target);
            claims.byKey().forEach((key, owners) -> {
                ObjectNode hashes = page.putObject(key);
                owners.forEach((hash, owner) -> hashes.put(hash, owner.toString()));
            });
        });
        return json.toPrettyString() + "\n";
    }

    private TargetException damaged() {
        return new TargetException(new Problem(
                "ledger does not read",
                Where.nowhere(),
                "\"%s/%s\" says which aliases on the name server are ours, and it is damaged."
                        .formatted(record.get().path(), FILE),
                "restore it from a backup; or remove it, and remove by hand every alias that is then reported to be in the"
                        + " way."));
    }
}
