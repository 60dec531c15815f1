// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import dev.homelab.problem.Positions;
import jakarta.validation.Valid;

/**
 * A service and where it was written.
 *
 * @param service as written
 * @param category the folder it was found in, such as {@code media}
 * @param positions for pointing at its parts
 */
public record Definition(@Valid Service service, String category, Positions positions) {}
