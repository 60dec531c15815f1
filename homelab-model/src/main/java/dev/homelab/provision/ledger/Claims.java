// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision.ledger;

import static java.util.stream.Collectors.toSet;

import dev.homelab.provision.Owner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whose the values are that were written to one target without a mark. Immutable; every change gives another one.
 *
 * <p>A key may have several claims: while one value replaces another, either may be what the target holds.
 *
 * @param byKey by the resource's key, then by the hash of the value
 */
public record Claims(SortedMap<String, SortedMap<String, Owner>> byKey) {

    public Claims {
        SortedMap<String, SortedMap<String, Owner>> copy = new TreeMap<>();
        byKey.forEach((key, owners) -> {
            if (!owners.isEmpty()) {
                copy.put(key, Collections.unmodifiableSortedMap(new TreeMap<>(owners)));
            }
        });
        byKey = Collections.unmodifiableSortedMap(copy);
    }

    public static Claims none() {
        return new Claims(new TreeMap<>());
    }

    public boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** Returns who wrote this value, or nothing for one that was added by hand. */
    public Optional<Owner> owner(String key, String value) {
        return Optional.ofNullable(claimed(key).get(hash(value)));
    }

    /** Claims a value beside those that are claimed for the key already. */
    public Claims with(String key, String value, Owner owner) {
        SortedMap<String, Owner> owners = new TreeMap<>(claimed(key));
        owners.put(hash(value), owner);
        return replaced(key, owners);
    }

    /** Gives up every claim of the key, except those of these values that there are. */
    public Claims withOnly(String key, Collection<String> values) {
        SortedMap<String, Owner> owners = new TreeMap<>(claimed(key));
        owners.keySet().retainAll(values.stream().map(Claims::hash).collect(toSet()));
        return replaced(key, owners);
    }

    /** Gives up every claim of all keys but these. */
    public Claims onlyOf(Set<String> keys) {
        SortedMap<String, SortedMap<String, Owner>> copy = new TreeMap<>(byKey);
        copy.keySet().retainAll(keys);
        return new Claims(copy);
    }

    private Map<String, Owner> claimed(String key) {
        return byKey.getOrDefault(key, new TreeMap<>());
    }

    private Claims replaced(String key, SortedMap<String, Owner> owners) {
        SortedMap<String, SortedMap<String, Owner>> copy = new TreeMap<>(byKey);
        copy.put(key, owners);
        return new Claims(copy);
    }

    private static String hash(String value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
