// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Provisioner;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import java.util.List;

/** The kind {@code authentik}. */
public final class AuthentikAdapter implements Adapter<AuthentikSettings> {

    @Override
    public String kind() {
        return "authentik";
    }

    @Override
    public Wave wave() {
        return Wave.IDENTITY;
    }

    @Override
    public Class<AuthentikSettings> settings() {
        return AuthentikSettings.class;
    }

    @Override
    public List<Problem> check(Target target, AuthentikSettings settings, Catalog catalog) {
        return ReservedSlug.check(catalog);
    }

    @Override
    public Provisioner<?> provisioner(Target target, AuthentikSettings settings, Context context) {
        return new AuthentikProvisioner(target.name(), settings, context);
    }
}
