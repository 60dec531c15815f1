// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.model.Service;
import dev.homelab.model.value.SecretRef;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Names the lines of a service's {@code .env}: {@code HOMELAB_CONTAINER_VARIABLE}.
 *
 * <p>The prefix keeps them apart from {@code COMPOSE_...} and {@code DOCKER_...}, which Compose takes from that file for
 * itself.
 */
final class SecretNames {

    private final Map<Place, String> names = new LinkedHashMap<>();

    /** A variable of a container. */
    private record Place(String container, String variable) {}

    SecretNames(Service service) {
        service.containers()
                .forEach((container, spec) -> spec.secrets()
                        .keySet()
                        .forEach(variable -> names.put(new Place(container, variable), free(container, variable))));
    }

    /** Returns the line's name of a container's variable. */
    String of(String container, String variable) {
        String name = names.get(new Place(container, variable));
        if (name == null) {
            throw new IllegalArgumentException("No secret " + variable + ". This is a bug in homelab.");
        }
        return name;
    }

    /** Returns what each line of the file refers to. */
    Map<String, SecretRef> references(Service service) {
        Map<String, SecretRef> references = new LinkedHashMap<>();
        service.containers()
                .forEach((container, spec) -> spec.secrets()
                        .forEach((variable, reference) -> references.put(of(container, variable), reference)));
        return references;
    }

    private String free(String container, String variable) {
        String name = "HOMELAB_" + plain(container).toUpperCase(Locale.ROOT) + "_" + plain(variable);
        while (names.containsValue(name)) {
            name += "_"; // "a-b" and "a.b" become the same
        }
        return name;
    }

    static String plain(String text) {
        return text.replaceAll("[^A-Za-z0-9]", "_");
    }
}
