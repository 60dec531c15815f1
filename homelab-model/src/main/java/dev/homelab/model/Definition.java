// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import dev.homelab.problem.Positions;
import jakarta.validation.Valid;

/**
 * A service and where it was written.
 *
 * @param service as written
 * @param category the folder it was found in, such as {@code media}; for one in Java, the last part of its package
 * @param positions for pointing at its parts
 */
public record Definition(@Valid Service service, String category, Positions positions) {

    /** Returns the same definition in another category, such as one that no Java package can be named after. */
    public Definition in(String otherCategory) {
        return new Definition(service, otherCategory, positions);
    }
}
