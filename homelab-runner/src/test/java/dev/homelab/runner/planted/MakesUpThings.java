// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.planted;

import dev.homelab.model.Catalog;
import dev.homelab.model.Completion;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.ValidCatalog;
import dev.homelab.provision.Plan;
import java.util.List;
import java.util.Map;

/** Breaks a rule of the house on purpose. */
public final class MakesUpThings {
    public Plan<?> plan() {
        return new Plan<>(List.of(), List.of(), List.of());
    }

    public ResolvedCatalog resolved(Catalog catalog) {
        return new ResolvedCatalog(new ValidCatalog(Completion.of(catalog), catalog), Map.of(), Map.of());
    }
}
