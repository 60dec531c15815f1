// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.inventory;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What definitions may name that plugins provide, as the reader of definitions and the JSON Schema need it.
 *
 * @param targets the kinds of target
 * @param channels the settings record of each key under {@code notify:}
 * @param schemes what may stand before the colon of a reference to a secret
 */
public record DefinitionKinds(
        List<TargetKind> targets, Map<String, Class<? extends Record>> channels, Set<String> schemes) {

    public DefinitionKinds {
        targets = List.copyOf(targets);
        channels = new LinkedHashMap<>(channels);
        schemes = new TreeSet<>(schemes);
    }

    /** Only these kinds of target, no channels, and secrets in environment variables, files and commands. */
    public static DefinitionKinds of(Collection<TargetKind> targets) {
        return new DefinitionKinds(List.copyOf(targets), Map.of(), Set.of("env", "file", "exec"));
    }
}
