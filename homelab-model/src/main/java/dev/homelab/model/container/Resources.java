// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import dev.homelab.model.value.Size;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import java.util.Optional;

/**
 * The most a container may use of its host.
 *
 * @param memory with its unit, such as {@code 2g}; Docker ends what goes beyond
 * @param cpus processors, parts of one included
 */
public record Resources(
        Optional<@Valid Size> memory, Optional<@Positive(message = "must be more than 0, such as 1.5") Double> cpus) {}
