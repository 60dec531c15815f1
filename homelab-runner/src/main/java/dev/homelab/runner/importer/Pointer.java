// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Paths of keys in a tree, as JSON Pointer writes them: {@code /services/web/ports/0}. The root is the empty text. */
public final class Pointer {

    private Pointer() {}

    /** Returns the path of these keys. */
    public static String of(String... keys) {
        StringBuilder pointer = new StringBuilder();
        for (String key : keys) {
            pointer.append('/').append(key.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    /** Returns the path of a key below another. */
    public static String below(String pointer, String... keys) {
        return pointer + of(keys);
    }

    /** Returns the path of an element of a list. */
    public static String below(String pointer, int index) {
        return pointer + "/" + index;
    }

    /** Returns the path that this one is directly below; the root for itself. */
    public static String parent(String pointer) {
        return pointer.isEmpty() ? pointer : pointer.substring(0, pointer.lastIndexOf('/'));
    }

    /** Returns its keys. */
    public static List<String> keys(String pointer) {
        return pointer.isEmpty()
                ? List.of()
                : Arrays.stream(pointer.substring(1).split("/", -1))
                        .map(key -> key.replace("~1", "/").replace("~0", "~"))
                        .toList();
    }

    /** Returns it as messages write it: {@code services.web.ports[0]}. */
    public static String shown(String pointer) {
        List<String> parts = new ArrayList<>();
        for (String key : keys(pointer)) {
            parts.add(key.matches("[0-9]{1,9}") ? "[" + key + "]" : (parts.isEmpty() ? "" : ".") + key);
        }
        return String.join("", parts);
    }
}
