// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import dev.homelab.model.value.SecretRef;
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

    @Override
    public @Nullable Object read(Binder binder, Node node, String path) {
        Object read = binder.singleText(node, SecretRef.class, path);
        if (read instanceof SecretRef reference
                && SCHEME.matcher(reference.value()).matches()
                && !schemes.contains(reference.scheme())) {
            binder.findings()
                    .problem(
                            SecretRef.UNKNOWN_SCHEME,
                            node,
                            path,
                            SecretRef.UNKNOWN_SCHEME_DETAIL,
                            SecretRef.knownSchemes(schemes));
            return null;
        }
        return read;
    }
}
