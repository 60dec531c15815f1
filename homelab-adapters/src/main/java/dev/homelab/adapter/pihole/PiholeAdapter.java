// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import dev.homelab.adapter.support.http.Delay;
import dev.homelab.adapter.support.name.WantedNames;
import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Provisioner;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import java.util.List;

/** The kind {@code pihole}. */
public final class PiholeAdapter implements Adapter<PiholeSettings> {

    @Override
    public String kind() {
        return "pihole";
    }

    @Override
    public Wave wave() {
        return Wave.NAMING;
    }

    @Override
    public Class<PiholeSettings> settings() {
        return PiholeSettings.class;
    }

    @Override
    public List<Problem> check(Target target, PiholeSettings settings, Catalog catalog) {
        return WantedNames.withoutAddress(catalog);
    }

    @Override
    public Provisioner<?> provisioner(Target target, PiholeSettings settings, Context context) {
        return new PiholeProvisioner(target.name(), settings, context, Delay.within(context::cancellation));
    }
}
