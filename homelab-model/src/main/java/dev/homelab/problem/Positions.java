// SPDX-License-Identifier: Apache-2.0
package dev.homelab.problem;

import java.util.Map;

/**
 * Where each part of one definition file stands.
 *
 * @param file relative to the folder the person stands in
 * @param places by YAML path, such as {@code containers.server.ports[0]}
 */
public record Positions(String file, Map<String, Place> places) {

    /** A line and a column, both counted from 1. */
    public record Place(int line, int column) {}

    public Positions {
        places = Map.copyOf(places);
    }

    /** Positions of something that no file holds, such as a service written in Java. */
    public static Positions of(String origin) {
        return new Positions(origin, Map.of());
    }

    /** Returns where a path stands; for a missing part, where the nearest part around it stands. */
    public Where at(String path) {
        String known = path;
        while (!known.isEmpty() && !places.containsKey(known)) {
            known = parent(known);
        }
        Place place = places.getOrDefault(known, new Place(1, 1));
        return new Where.InFile(file, place.line(), place.column(), path);
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
}
