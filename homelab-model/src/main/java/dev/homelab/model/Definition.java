// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import dev.homelab.problem.Positions;
import jakarta.validation.Valid;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A service and where it was written.
 *
 * @param service as written, or with everything filled in that it leaves to the inventory
 * @param category the folder it was found in, such as {@code media}; for one in Java, the last part of its package
 * @param positions for pointing at its parts
 * @param filled what the inventory filled in: by its path here, such as {@code routes[0].hostname}, the path there
 * @param inherited what it inherits from templates and its category, and the values it names
 */
public record Definition(
        @Valid Service service, String category, Positions positions, Map<String, String> filled, Inherited inherited) {

    public Definition {
        filled = Collections.unmodifiableMap(new LinkedHashMap<>(filled));
    }

    /** A definition as written. */
    public Definition(Service service, String category, Positions positions) {
        this(service, category, positions, Map.of(), Inherited.NOTHING);
    }

    /** A definition that says all of it itself, with what the inventory filled in. */
    public Definition(Service service, String category, Positions positions, Map<String, String> filled) {
        this(service, category, positions, filled, Inherited.NOTHING);
    }

    /** Returns the same definition in another category, such as one that no Java package can be named after. */
    public Definition in(String otherCategory) {
        return new Definition(service, otherCategory, positions, filled, inherited);
    }
}
