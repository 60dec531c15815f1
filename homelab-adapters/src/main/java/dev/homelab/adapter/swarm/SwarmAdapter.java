// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Provisioner;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import java.util.List;
import java.util.stream.Stream;

/** The kind {@code swarm}. */
public final class SwarmAdapter implements Adapter<SwarmSettings> {

    @Override
    public String kind() {
        return "swarm";
    }

    @Override
    public Wave wave() {
        return Wave.RUNTIME;
    }

    @Override
    public Class<SwarmSettings> settings() {
        return SwarmSettings.class;
    }

    @Override
    public List<Problem> checkDefinitions(Catalog catalog) {
        return catalog.inventory().targets().values().stream()
                .filter(DefinitionParts::isThere)
                .flatMap(target -> target.settings() instanceof SwarmSettings ? target.host().stream() : Stream.empty())
                .flatMap(host -> new StackRules(host, catalog).problems().stream())
                .toList();
    }

    @Override
    public Provisioner<?> provisioner(Target target, SwarmSettings settings, Context context) {
        return new SwarmProvisioner(settings, context);
    }
}
