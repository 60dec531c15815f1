// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.inventory;

import dev.homelab.model.pattern.NullTolerant;
import dev.homelab.model.pattern.Patterns;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import java.util.Optional;

/**
 * What the services of one category have in common; {@code category.yaml} in its folder.
 *
 * @param values texts and numbers that its definitions name as <code>${values.NAME}</code>; one of the inventory with the same name
 *     does not count here
 * @param host where its services run that do not say it themselves
 */
public record Category(
        Map<
                        @Pattern(regexp = Patterns.VALUE, message = Patterns.VALUE_MESSAGE) String,
                        @NotNull(message = "must have a value, such as 1000") String>
                values,
        Optional<String> host) {

    public Category {
        values = NullTolerant.of(values);
    }
}
