package com.example.adguard;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Provisioner;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import java.util.List;

/** The kind {@code adguard}: DNS rewrites of an AdGuard Home. */
public final class AdGuardAdapter implements Adapter<AdGuardSettings> {

    @Override
    public String kind() {
        return "adguard";
    }

    @Override
    public Wave wave() {
        return Wave.NAMING;
    }

    @Override
    public Class<AdGuardSettings> settings() {
        return AdGuardSettings.class;
    }

    @Override
    public List<Problem> check(Target target, AdGuardSettings settings, Catalog catalog) {
        Where where = catalog.inventoryPositions().at("targets." + target.name() + ".url");
        return settings.url().getPath().contains("/control")
                ? List.of(new Problem("path of the API given", where, "\"/control\" is added.", "leave the path out."))
                : List.of();
    }

    @Override
    public Provisioner<?> provisioner(Target target, AdGuardSettings settings, Context context) {
        return new AdGuardProvisioner(Where.target(target.name(), settings.url().toString()), settings, context);
    }
}
