// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import dev.homelab.provision.PollPolicy;
import dev.homelab.provision.Provisioner;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import java.time.Duration;
import java.util.List;

/** The kind {@code traefik}. */
public final class TraefikAdapter implements Adapter<TraefikSettings> {

    private static final PollPolicy POLLING = new PollPolicy(Duration.ofSeconds(10), Duration.ofMillis(150));
    private static final List<Rule> RULES = List.of(
            new KnownMiddleware(),
            new KnownTransport(),
            new BlockSyntax(),
            new BlockRepeatsNothing(),
            new PathPatternWorks(),
            new BlockNames());

    @Override
    public String kind() {
        return "traefik";
    }

    @Override
    public Wave wave() {
        return Wave.ROUTING;
    }

    @Override
    public Class<TraefikSettings> settings() {
        return TraefikSettings.class;
    }

    @Override
    public List<Problem> checkDefinitions(Catalog catalog) {
        return RULES.stream().flatMap(rule -> rule.check(catalog).stream()).toList();
    }

    @Override
    public Provisioner<?> provisioner(Target target, TraefikSettings settings, Context context) {
        return new TraefikProvisioner(target.name(), settings, context, POLLING);
    }
}
