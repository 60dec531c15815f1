// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authelia;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Provisioner;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import java.util.List;

/** The kind {@code authelia}. */
public final class AutheliaAdapter implements Adapter<AutheliaSettings> {

    @Override
    public String kind() {
        return "authelia";
    }

    @Override
    public Wave wave() {
        return Wave.IDENTITY;
    }

    @Override
    public Class<AutheliaSettings> settings() {
        return AutheliaSettings.class;
    }

    @Override
    public List<Problem> check(Target target, AutheliaSettings settings, Catalog catalog) {
        return SignInRules.check(catalog);
    }

    @Override
    public Provisioner<?> provisioner(Target target, AutheliaSettings settings, Context context) {
        return new AutheliaProvisioner(target.name(), settings, context);
    }
}
