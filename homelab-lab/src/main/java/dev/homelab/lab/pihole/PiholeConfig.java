// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The configuration of a Pi-hole, three times over: in memory, on disk, and as its name server has it.
 *
 * <p>Hosts reach the name server at once; CNAMEs wait for a restart. A read-only Pi-hole changes its memory alone.
 */
final class PiholeConfig {

    private final Map<RecordArray, List<String>> memory = emptyArrays();
    private final Map<RecordArray, List<String>> disk = emptyArrays();
    private final Map<RecordArray, List<String>> active = emptyArrays();
    boolean readOnly;
    final Set<RecordArray> forced = EnumSet.noneOf(RecordArray.class);
    boolean appSudo;

    /** As newer FTL does: a change of hosts restarts it, too. */
    boolean hostsRestart;

    /** Whether the complaints of dnsmasq come without their beginning. */
    boolean cutsHints;

    boolean allowDestructive = true;
    String domain = "lan";
    boolean isDomainLocal = true;
    boolean expandHosts;

    /** Whether a change of an array takes effect at a restart only. */
    boolean restarts(RecordArray array) {
        return array.restarts() || hostsRestart;
    }

    List<String> lines(RecordArray array) {
        return List.copyOf(linesOf(memory, array));
    }

    List<String> activeLines(RecordArray array) {
        return List.copyOf(linesOf(active, array));
    }

    void replace(RecordArray array, List<String> lines) {
        memory.put(array, List.copyOf(lines));
        if (!readOnly) {
            disk.put(array, List.copyOf(lines));
        }
        if (!restarts(array)) {
            active.put(array, List.copyOf(lines));
        }
    }

    void addByHand(RecordArray array, String line) {
        for (Map<RecordArray, List<String>> place : List.of(memory, disk, active)) {
            List<String> more = new ArrayList<>(linesOf(place, array));
            more.add(line);
            place.put(array, more);
        }
    }

    void removeByHand(RecordArray array, String line) {
        for (Map<RecordArray, List<String>> place : List.of(memory, disk, active)) {
            List<String> fewer = new ArrayList<>(linesOf(place, array));
            fewer.remove(line);
            place.put(array, fewer);
        }
    }

    void reload() {
        memory.putAll(disk);
        active.putAll(disk);
    }

    Map<String, String> durable() {
        Map<String, String> durable = new TreeMap<>();
        disk.forEach((array, lines) -> durable.put(array.key(), String.join("\n", lines)));
        return durable;
    }

    private static List<String> linesOf(Map<RecordArray, List<String>> place, RecordArray array) {
        return place.getOrDefault(array, List.of());
    }

    private static Map<RecordArray, List<String>> emptyArrays() {
        Map<RecordArray, List<String>> arrays = new EnumMap<>(RecordArray.class);
        for (RecordArray array : RecordArray.values()) {
            arrays.put(array, List.of());
        }
        return arrays;
    }
}
