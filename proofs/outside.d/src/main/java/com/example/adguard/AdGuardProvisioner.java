package com.example.adguard;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.problem.Where;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import dev.homelab.spi.Context;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Keeps rewrites for the names that services have at an address. */
record AdGuardProvisioner(Where where, AdGuardSettings settings, Context context) implements Provisioner<Rewrite> {

    @Override
    public Class<Rewrite> resourceType() {
        return Rewrite.class;
    }

    @Override
    public List<Desired<Rewrite>> desired(ResolvedCatalog catalog) {
        return catalog.catalog().services().flatMap(AdGuardProvisioner::desired).toList();
    }

    private static Stream<Desired<Rewrite>> desired(Service service) {
        return service.dns().stream()
                .filter(dns -> dns.address().isPresent())
                .collect(groupingBy(
                        dns -> dns.hostname().value(),
                        TreeMap::new,
                        mapping(dns -> dns.address().orElseThrow(), toList())))
                .entrySet()
                .stream()
                .map(name -> new Desired<>(service.name(), new Rewrite(name.getKey(), name.getValue())));
    }

    @Override
    public Session<Rewrite> open() {
        String password = context.secrets().resolve(settings.password(), where);
        return new AdGuardSession(context.api(settings.url(), where).signedIn(settings.user(), password));
    }
}
