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

    private static final String FIRST = "[0]";

    /**
     * A line and a column.
     *
     * @param line counted from 1
     * @param column counted from 1
     * @param file the file that this part was inherited from; empty if it stands in the definition itself
     */
    public record Place(int line, int column, String file) {

        /** A place in the definition itself. */
        public Place(int line, int column) {
            this(line, column, "");
        }

        /** Returns where a path of the definition in this file stands; a part that was inherited names the definition, too. */
        public Where.InFile in(String definition, String path) {
            return file.isEmpty()
                    ? new Where.InFile(definition, line, column, path)
                    : new Where.InFile(file, line, column, path + " of " + definition);
        }
    }

    public Positions {
        places = Map.copyOf(places);
    }

    /** Positions of something that no file holds, such as a service written in Java. */
    public static Positions of(String origin) {
        return new Positions(origin, Map.of());
    }

    /** Returns where a path stands; for a missing part, where the nearest part around it stands. */
    public Where at(String anyPath) {
        String path = written(anyPath);
        String known = path;
        while (!known.isEmpty() && !places.containsKey(known)) {
            known = parent(known);
        }
        return places.getOrDefault(known, new Place(1, 1)).in(file, path);
    }

    /** Returns the path of an element that stands alone, without a list around it, as it is written. */
    private String written(String path) {
        String written = path;
        for (int at = written.indexOf(FIRST); at >= 0; at = written.indexOf(FIRST, at + 1)) {
            String list = written.substring(0, at);
            if (places.containsKey(list) && !places.containsKey(list + FIRST)) {
                written = list + written.substring(at + FIRST.length());
            }
        }
        return written;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
}
