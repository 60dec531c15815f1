// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.scan;

import static java.util.stream.Collectors.toCollection;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was read of the projects of a host.
 *
 * @param folders the texts that were found, by the name of the folder and the path in it
 * @param closed what may not be read, by its path in the folder of all projects
 */
public record ScanResult(SortedMap<String, Map<String, String>> folders, Set<String> closed) {

    static final String MOUNTED = "files";

    public ScanResult {
        closed = Set.copyOf(closed);
    }

    /** Nothing. */
    public static ScanResult none() {
        return new ScanResult(new TreeMap<>(), Set.of());
    }

    /** Returns the texts found in a folder, by path. */
    public Map<String, String> of(String folder) {
        return folders.getOrDefault(folder, Map.of());
    }

    /** Returns the folders whose contents are unknown here, whatever it is that containers mount. */
    public Set<String> closedFolders() {
        return closed.stream()
                .map(path -> path.split("/", 3))
                .filter(parts -> parts.length == 1 || !parts[1].equals(MOUNTED))
                .map(parts -> parts[0])
                .collect(toCollection(TreeSet::new));
    }
}
