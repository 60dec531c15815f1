// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.SecretText;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads references to secrets, and reports a scheme that no source of secrets has.
 *
 * @param schemes those that there are
 */
record KnownSecrets(Set<String> schemes) implements Binder.Special {

    private static final Pattern SCHEME = Pattern.compile("(?!sso:)[a-z][a-z0-9-]{0,31}:.*", Pattern.DOTALL);

    /** Returns what reads each of the types that refer to secrets. */
    Map<Class<?>, Binder.Special> specials() {
        return Map.of(SecretRef.class, this, SecretText.class, this::text);
    }

    @Override
    public @Nullable Object read(Binder binder, Node node, String path) {
        Object read = binder.singleText(node, SecretRef.class, path);
        return read instanceof SecretRef reference && !isKnown(binder, node, path, reference) ? null : read;
    }

    private @Nullable Object text(Binder binder, Node node, String path) {
        Object read = binder.singleText(node, SecretText.class, path);
        return read instanceof SecretText text
                        && !text.references().stream().allMatch(reference -> isKnown(binder, node, path, reference))
                ? null
                : read;
    }

    private boolean isKnown(Binder binder, Node node, String path, SecretRef reference) {
        if (!SCHEME.matcher(reference.value()).matches() || schemes.contains(reference.scheme())) {
            return true;
        }
        binder.findings()
                .problem(
                        SecretRef.UNKNOWN_SCHEME,
                        node,
                        path,
                        SecretRef.UNKNOWN_SCHEME_DETAIL,
                        SecretRef.knownSchemes(schemes));
        return false;
    }
}
