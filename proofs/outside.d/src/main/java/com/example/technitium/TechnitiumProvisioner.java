package com.example.technitium;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.example.technitium.Name.Answer;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.problem.Where;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import dev.homelab.spi.Context;
import dev.homelab.spi.HttpApi;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Keeps records for the names that services have at an address. */
record TechnitiumProvisioner(Where where, TechnitiumSettings settings, Context context) implements Provisioner<Name> {

    private static final int TTL = 3600;

    @Override
    public Class<Name> resourceType() {
        return Name.class;
    }

    @Override
    public List<Desired<Name>> desired(ResolvedCatalog catalog) {
        return catalog.catalog().services().flatMap(TechnitiumProvisioner::desired).toList();
    }

    private static Stream<Desired<Name>> desired(Service service) {
        return service.dns().stream()
                .filter(dns -> dns.address().isPresent())
                .collect(groupingBy(
                        dns -> dns.hostname().value(),
                        TreeMap::new,
                        mapping(dns -> new Answer(dns.address().orElseThrow(), TTL, ""), toList())))
                .entrySet()
                .stream()
                .map(name -> new Desired<>(service.name(), new Name(name.getKey(), name.getValue())));
    }

    @Override
    public Session<Name> open() {
        String token = context.secrets().resolve(settings.token(), where);
        HttpApi api = context.api(settings.url(), where).header("Content-Type", "application/x-www-form-urlencoded");
        return new TechnitiumSession(api, where, settings.zone(), token);
    }
}
