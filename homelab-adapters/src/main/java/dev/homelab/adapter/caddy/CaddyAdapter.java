// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.provision.PollPolicy;
import dev.homelab.provision.Provisioner;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import java.time.Duration;
import java.util.List;

/** The kind {@code caddy}. */
public final class CaddyAdapter implements Adapter<CaddySettings> {

    private static final PollPolicy POLLING = new PollPolicy(Duration.ofSeconds(10), Duration.ofMillis(150));

    @Override
    public String kind() {
        return "caddy";
    }

    @Override
    public Wave wave() {
        return Wave.ROUTING;
    }

    @Override
    public Class<CaddySettings> settings() {
        return CaddySettings.class;
    }

    @Override
    public List<Problem> check(Target target, CaddySettings settings, Catalog catalog) {
        return new Expressible(settings, catalog).problems();
    }

    @Override
    public Provisioner<?> provisioner(Target target, CaddySettings settings, Context context) {
        return new CaddyProvisioner(target.name(), settings, context, POLLING);
    }
}
