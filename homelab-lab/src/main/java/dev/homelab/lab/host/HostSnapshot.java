// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * All that a host holds at one moment, without ids and times: two of them are equal when nothing changed in between.
 *
 * @param files by path on the host: the mode and the content; folders too
 * @param containers by name
 * @param networks by name, the predefined ones included
 * @param volumes by name
 */
public record HostSnapshot(
        SortedMap<String, String> files,
        SortedMap<String, Map<String, String>> containers,
        Set<String> networks,
        Set<String> volumes) {

    /** The same without volumes, which outlive what made them. */
    public HostSnapshot withoutVolumes() {
        return new HostSnapshot(files, containers, networks, Set.of());
    }
}
