// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.problem.Where;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One Compose project, wherever it was found, as a single tree without variables: overrides, {@code include}, {@code
 * extends}, profiles and files of variables are worked in, and paths of the host begin at its root.
 *
 * @param name of the project
 * @param tree what a Compose file would say, in the short or the long forms of the Compose specification. A secret that
 *     is known by a name stands as {@link #marked} in a text
 * @param comments what people wrote beside keys, by {@link Pointer}
 * @param places where keys came from, by {@link Pointer}
 * @param secrets the values of marked secrets, by their names; empty text for one that is not known
 * @param notes what reading it brought to light that loses nothing, a sentence each
 */
public record ComposeProject(
        String name,
        ObjectNode tree,
        Map<String, Comment> comments,
        Map<String, Where> places,
        Map<String, String> secrets,
        List<String> notes) {

    static final char BEGIN = '\uE000';
    static final char END = '\uE001';

    public ComposeProject {
        comments = Collections.unmodifiableMap(new TreeMap<>(comments));
        places = Collections.unmodifiableMap(new TreeMap<>(places));
        secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
        notes = List.copyOf(notes);
    }

    /** A project of which there is nothing but the tree. */
    public ComposeProject(String name, ObjectNode tree) {
        this(name, tree, Map.of(), Map.of(), Map.of(), List.of());
    }

    /** Returns what stands in texts for the secret of this name. */
    public static String marked(String secret) {
        return BEGIN + secret + END;
    }

    /** Returns where a key came from, or else the nearest one above it. */
    Where placeOf(String pointer) {
        String at = pointer;
        while (!places.containsKey(at) && !at.isEmpty()) {
            at = Pointer.parent(at);
        }
        return places.getOrDefault(at, Where.nowhere());
    }

    /** Never shows a secret. */
    @Override
    public String toString() {
        return "ComposeProject[" + name + "]";
    }
}
