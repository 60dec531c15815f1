package com.example.technitium;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Provisioner;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import java.util.List;

/** The kind {@code technitium}: names in a zone of a Technitium DNS Server. */
public final class TechnitiumAdapter implements Adapter<TechnitiumSettings> {

    @Override
    public String kind() {
        return "technitium";
    }

    @Override
    public Wave wave() {
        return Wave.NAMING;
    }

    @Override
    public Class<TechnitiumSettings> settings() {
        return TechnitiumSettings.class;
    }

    @Override
    public List<Problem> check(Target target, TechnitiumSettings settings, Catalog catalog) {
        Where where = catalog.inventoryPositions().at("targets." + target.name() + ".zone");
        return catalog.services()
                .flatMap(service -> service.dns().stream().map(dns -> dns.hostname().value()))
                .filter(name -> !name.endsWith("." + settings.zone()))
                .map(name -> new Problem("name outside of the zone", where, name + " is not in it.", "use another zone."))
                .toList();
    }

    @Override
    public Provisioner<?> provisioner(Target target, TechnitiumSettings settings, Context context) {
        return new TechnitiumProvisioner(Where.target(target.name(), settings.url().toString()), settings, context);
    }
}
