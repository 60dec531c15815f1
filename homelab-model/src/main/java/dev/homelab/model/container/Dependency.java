// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import dev.homelab.model.pattern.ShortForm;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;

/**
 * How a container needs another one of its service.
 *
 * @param condition what it waits for before it starts
 * @param restart whether Compose restarts it when it restarts or recreates the other one; {@code false} when absent
 */
@ShortForm("condition")
public record Dependency(
        @NotNull(message = "must say what is waited for, such as healthy")
        Condition condition,

        Optional<Boolean> restart) {

    public static Dependency on(Condition condition) {
        return new Dependency(condition, Optional.empty());
    }
}
