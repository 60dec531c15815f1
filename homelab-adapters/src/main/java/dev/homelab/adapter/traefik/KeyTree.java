// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A place in a file of Traefik's file provider: what kind of value stands there, and which keys are known below it.
 *
 * <p>Traefik loads none of its files while one of them has an unknown key, a value of the wrong kind or an empty mapping.
 */
final class KeyTree {

    /** The release whose keys these are; a later one may know more. */
    static final String RELEASE = "3.7";

    /**
     * The whole of a file. The resource is derived by a test from Traefik's reference of the dynamic configuration; which
     * mappings may be empty was tried out.
     */
    static final KeyTree FILE = load("dynamic-configuration.txt");

    /** The kinds of places; a mark that ends with another's mark is before it. */
    enum Kind {
        /** A list of mappings. */
        MAPPINGS("[].", "a list of mappings"),
        /** A mapping with keys of its own, or with names as keys. */
        MAPPING(".", "a mapping"),
        /** A list of texts. */
        TEXTS("[]", "a list of texts"),
        /** A whole number. */
        NUMBER("#", "a whole number"),
        /** Yes or no. */
        FLAG("!", "true or false"),
        /** Any value. */
        ANYTHING("~", "anything"),
        /** A text, or whatever counts as one. */
        TEXT("", "a text");

        private final String mark;
        private final String words;

        Kind(String mark, String words) {
            this.mark = mark;
            this.words = words;
        }

        /** Returns what a person calls it, such as {@code a list of texts}. */
        String words() {
            return words;
        }
    }

    private static final String ANY_NAME = "*";

    private final Kind kind;
    private final boolean mayBeEmpty;
    private final Map<String, KeyTree> below = new LinkedHashMap<>();

    private KeyTree(Kind kind, boolean mayBeEmpty) {
        this.kind = kind;
        this.mayBeEmpty = mayBeEmpty;
    }

    /**
     * Reads a tree that has a place in each line, after the one that it is in.
     *
     * <pre>
     *   a.          a mapping                 a.key      a text        a.key[]   a list of texts
     *   a.*.b       * stands for any name     a.key#     a number      a.key~    anything
     *   a.b[].      a list of mappings        a.key!     true or false
     *   a.b.?       a mapping that may be empty
     * </pre>
     */
    static KeyTree parse(String text) {
        KeyTree root = new KeyTree(Kind.MAPPING, false);
        text.lines().forEach(root::add);
        return root;
    }

    private void add(String line) {
        boolean empty = line.endsWith("?");
        String marked = empty ? line.substring(0, line.length() - 1) : line;
        Kind kind = Stream.of(Kind.values())
                .filter(one -> marked.endsWith(one.mark))
                .findFirst()
                .orElseThrow();
        String[] keys = marked.substring(0, marked.length() - kind.mark.length())
                .replace("[]", "")
                .split("\\.", -1);
        KeyTree at = this;
        for (int i = 0; i < keys.length - 1; i++) {
            at = Objects.requireNonNull(at.below.get(keys[i]), line);
        }
        at.below.put(keys[keys.length - 1], new KeyTree(kind, empty));
    }

    private static KeyTree load(String resource) {
        try (InputStream in = Objects.requireNonNull(KeyTree.class.getResourceAsStream(resource))) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Kind kind() {
        return kind;
    }

    /** Returns whether an empty mapping means something here. */
    boolean mayBeEmpty() {
        return mayBeEmpty;
    }

    /** Returns what stands under a key, if that key is known here. */
    Optional<KeyTree> under(String key) {
        return Optional.ofNullable(below.getOrDefault(key, below.get(ANY_NAME)));
    }

    /** Returns the keys known here; none where names are given freely. */
    Set<String> keys() {
        return below.containsKey(ANY_NAME) ? Set.of() : Collections.unmodifiableSet(below.keySet());
    }
}
