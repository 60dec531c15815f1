// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.keycloak;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Provisioner;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import java.util.List;

/** The kind {@code keycloak}. */
public final class KeycloakAdapter implements Adapter<KeycloakSettings> {

    @Override
    public String kind() {
        return "keycloak";
    }

    @Override
    public Wave wave() {
        return Wave.IDENTITY;
    }

    @Override
    public Class<KeycloakSettings> settings() {
        return KeycloakSettings.class;
    }

    @Override
    public List<Problem> check(Target target, KeycloakSettings settings, Catalog catalog) {
        return SignInRules.check(catalog);
    }

    @Override
    public Provisioner<?> provisioner(Target target, KeycloakSettings settings, Context context) {
        return new KeycloakProvisioner(target.name(), settings, context);
    }
}
