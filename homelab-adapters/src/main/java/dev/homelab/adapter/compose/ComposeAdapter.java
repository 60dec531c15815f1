// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.adapter.compose.rule.ComposeRules;
import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Provisioner;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import java.util.List;

/** The kind {@code compose}. */
public final class ComposeAdapter implements Adapter<ComposeSettings> {

    @Override
    public String kind() {
        return "compose";
    }

    @Override
    public Wave wave() {
        return Wave.RUNTIME;
    }

    @Override
    public Class<ComposeSettings> settings() {
        return ComposeSettings.class;
    }

    @Override
    public List<Problem> checkDefinitions(Catalog catalog) {
        return ComposeRules.check(catalog);
    }

    @Override
    public Provisioner<?> provisioner(Target target, ComposeSettings settings, Context context) {
        return new ComposeProvisioner(settings, context);
    }
}
