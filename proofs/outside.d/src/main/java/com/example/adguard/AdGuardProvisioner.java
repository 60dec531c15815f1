package com.example.adguard;

import dev.homelab.model.ResolvedCatalog;
import dev.homelab.problem.Where;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import dev.homelab.spi.Context;
import java.util.List;

/** Keeps a rewrite for each name that a service has at an address. */
record AdGuardProvisioner(Where where, AdGuardSettings settings, Context context) implements Provisioner<Rewrite> {

    @Override
    public Class<Rewrite> resourceType() {
        return Rewrite.class;
    }

    @Override
    public List<Desired<Rewrite>> desired(ResolvedCatalog catalog) {
        return catalog.catalog()
                .services()
                .flatMap(service -> service.dns().stream()
                        .flatMap(dns -> dns.address().stream()
                                .map(address -> new Desired<>(
                                        service.name(), new Rewrite(dns.hostname().value(), address)))))
                .toList();
    }

    @Override
    public Session<Rewrite> open() {
        String password = context.secrets().resolve(settings.password(), where);
        return new AdGuardSession(context.api(settings.url(), where).signedIn(settings.user(), password));
    }
}
