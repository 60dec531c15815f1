// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.proxy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may stand at one place of a configuration, and under which keys the next places are. */
public final class KeyTree {

    /** The kinds of places. */
    public enum Kind {
        /** A text, or whatever counts as one. */
        TEXT("", "a text"),
        /** A whole number. */
        NUMBER("#", "a whole number"),
        /** Yes or no. */
        FLAG("!", "true or false"),
        /** A list of texts. */
        TEXTS("[]", "a list of texts"),
        /** Whatever its reader likes. */
        ANYTHING("~", "anything"),
        /** A mapping with keys of its own, or with names as keys. */
        MAPPING(".", "a mapping"),
        /** A list of such mappings. */
        MAPPINGS("[].", "a list of mappings");

        private final String mark;
        private final String words;

        Kind(String mark, String words) {
            this.mark = mark;
            this.words = words;
        }

        /** Returns what a person calls it, such as {@code a list of texts}. */
        public String words() {
            return words;
        }
    }

    private static final String ANY_NAME = "*";
    private static final Pattern CHOICE = Pattern.compile("\\{([^{}]*+)}");
    private static final Pattern MARKED = Pattern.compile("([\\w*]+)(.*)");

    private final Kind kind;
    private final boolean mayBeEmpty;
    private final Map<String, KeyTree> below = new LinkedHashMap<>();

    private KeyTree(Kind kind, boolean mayBeEmpty) {
        this.kind = kind;
        this.mayBeEmpty = mayBeEmpty;
    }

    /**
     * Reads a tree of which each line has the path of a mapping, a colon, and the keys in it that hold no further mapping.
     *
     * <pre>
     *   a.{b,c}.d    both a.b.d and a.c.d          key      a text        key[]   a list of texts
     *   a.*.b        * stands for any name         key#     a number      key~    anything
     *   a.b[]        a list of mappings            key!     true or false
     *   a.b?         may be empty
     * </pre>
     */
    static KeyTree parse(String text) {
        KeyTree root = new KeyTree(Kind.MAPPING, false);
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            String keys = line.substring(colon + 1).trim();
            for (String path : eachOf(line.substring(0, colon))) {
                root.mapping(path).addKeys(keys);
            }
        });
        return root;
    }

    public Kind kind() {
        return kind;
    }

    /** Returns whether an empty mapping means something here. */
    public boolean mayBeEmpty() {
        return mayBeEmpty;
    }

    /** Returns what stands under a key, if that key is known here. */
    public Optional<KeyTree> under(String key) {
        return Optional.ofNullable(below.getOrDefault(key, below.get(ANY_NAME)));
    }

    /** Returns the keys known here; none where names are given freely. */
    public Set<String> keys() {
        return below.containsKey(ANY_NAME) ? Set.of() : Collections.unmodifiableSet(below.keySet());
    }

    /** Returns every place of the tree by its path, each with the mark of its kind. */
    public Set<String> paths() {
        Set<String> paths = new TreeSet<>();
        below.forEach((key, tree) -> {
            paths.add(key + tree.kind.mark);
            String list = tree.kind == Kind.MAPPINGS ? "[]." : ".";
            tree.paths().forEach(path -> paths.add(key + list + path));
        });
        return paths;
    }

    private KeyTree mapping(String path) {
        KeyTree at = this;
        for (String segment : path.split("\\.", -1)) {
            Matcher marked = matcher(segment);
            Kind wanted = marked.group(2).startsWith("[]") ? Kind.MAPPINGS : Kind.MAPPING;
            boolean empty = marked.group(2).endsWith("?");
            at = at.below.computeIfAbsent(marked.group(1), name -> new KeyTree(wanted, empty));
        }
        return at;
    }

    private void addKeys(String keys) {
        for (String key : keys.split(" ", -1)) {
            if (!key.isEmpty()) {
                Matcher marked = matcher(key);
                below.put(marked.group(1), new KeyTree(kindOf(marked.group(2)), false));
            }
        }
    }

    private static Kind kindOf(String mark) {
        return List.of(Kind.values()).stream()
                .filter(kind -> kind.mark.equals(mark))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No kind has the mark " + mark));
    }

    private static Matcher matcher(String segment) {
        Matcher marked = MARKED.matcher(segment);
        if (!marked.matches()) {
            throw new IllegalArgumentException("Not a key: " + segment);
        }
        return marked;
    }

    private static List<String> eachOf(String path) {
        Matcher choice = CHOICE.matcher(path);
        if (!choice.find()) {
            return List.of(path);
        }
        List<String> paths = new ArrayList<>();
        for (String chosen : choice.group(1).split(",", -1)) {
            paths.addAll(eachOf(path.substring(0, choice.start()) + chosen + path.substring(choice.end())));
        }
        return paths;
    }
}
