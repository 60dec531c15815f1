// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What definitions call the keys of a Compose file, and the lines of the file with the secrets. */
final class FieldNames {

    private static final Pattern CONTAINER = Pattern.compile("text\\.services\\.([^.]+)\\.(.+)");
    private static final Pattern WORDS = Pattern.compile("_([a-z])");
    private static final String SECRETS = "secrets.";

    /** The keys that have another name in a definition than the same words in camel case. */
    private static final Map<String, String> RENAMED =
            Map.of("mem_limit", "resources.memory", "cpus", "resources.cpus", "cap_add", "capAdd");

    private FieldNames() {}

    /** Returns the name of a field of a project with these containers. */
    static String of(String path, Collection<String> containers) {
        Matcher container = CONTAINER.matcher(path);
        if (container.matches()) {
            return "containers." + container.group(1) + "." + key(container.group(2));
        }
        if (path.startsWith(SECRETS)) {
            return secret(path.substring(SECRETS.length()), containers);
        }
        return path.startsWith("text.") ? path.substring("text.".length()) : path;
    }

    /** Only the first key is Compose's: those below it may be names of variables and labels. */
    private static String key(String path) {
        String first = path.split("\\.", 2)[0];
        String name = RENAMED.getOrDefault(
                first, WORDS.matcher(first).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT)));
        return name + path.substring(first.length());
    }

    private static String secret(String variable, Collection<String> containers) {
        return containers.stream()
                .filter(name -> variable.startsWith(prefix(name)))
                .findFirst()
                .map(name -> "containers.%s.secrets.%s"
                        .formatted(name, variable.substring(prefix(name).length())))
                .orElse(SECRETS + variable);
    }

    private static String prefix(String container) {
        return "HOMELAB_" + SecretNames.plain(container).toUpperCase(Locale.ROOT) + "_";
    }
}
