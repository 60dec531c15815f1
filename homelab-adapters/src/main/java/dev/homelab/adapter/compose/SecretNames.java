// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.model.Service;
import dev.homelab.model.value.SecretText;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Names the lines of a service's {@code .env}, {@code HOMELAB_CONTAINER_VARIABLE}, and its {@linkplain SecretFiles files with secrets}.
 *
 * <p>The prefix keeps them apart from {@code COMPOSE_...} and {@code DOCKER_...}, which Compose takes from that file for
 * itself.
 */
final class SecretNames {

    private static final String VARIABLE = "secrets.";
    private static final String FILE = "secretFiles.";

    private final Map<Place, String> names = new LinkedHashMap<>();

    /** A variable or a file of a container. */
    private record Place(String container, String path) {}

    SecretNames(Service service) {
        service.containers()
                .forEach((container, spec) -> spec.secretTexts()
                        .keySet()
                        .forEach(place -> names.put(new Place(container, place), free(container, place))));
    }

    /** Returns the line's name of a container's variable. */
    String of(String container, String variable) {
        return at(container, VARIABLE + variable);
    }

    /** Returns the path of a container's file, from the folder of the project on. */
    String ofFile(String container, String path) {
        return at(container, FILE + path);
    }

    private String at(String container, String place) {
        String name = names.get(new Place(container, place));
        if (name == null) {
            throw new IllegalArgumentException("No secret at " + place + ". This is a bug in homelab.");
        }
        return name;
    }

    /** Returns what each line and each file is made of. */
    Map<String, SecretText> texts(Service service) {
        Map<String, SecretText> texts = new LinkedHashMap<>();
        service.containers()
                .forEach((container, spec) ->
                        spec.secretTexts().forEach((place, text) -> texts.put(at(container, place), text)));
        return texts;
    }

    private String free(String container, String place) {
        String prefix = "HOMELAB_" + plain(container).toUpperCase(Locale.ROOT) + "_";
        String name = place.startsWith(FILE)
                ? SecretFiles.FOLDER + "/" + prefix + plain(place.substring(FILE.length() + 1))
                : prefix + plain(place.substring(VARIABLE.length()));
        while (names.containsValue(name)) {
            name += "_"; // "a-b" and "a.b" become the same
        }
        return name;
    }

    static String plain(String text) {
        return text.replaceAll("[^A-Za-z0-9]", "_");
    }
}
