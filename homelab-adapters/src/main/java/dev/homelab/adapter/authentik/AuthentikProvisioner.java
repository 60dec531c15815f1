// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.adapter.support.http.Delay;
import dev.homelab.adapter.support.secret.ClientSecrets;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Risk;
import dev.homelab.provision.Session;
import dev.homelab.spi.Context;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Keeps an Authentik server in line: sign-ons for every service whose visitors have to sign in. */
public final class AuthentikProvisioner implements Provisioner<SignOn> {

    private final Where where;
    private final AuthentikSettings settings;
    private final Context context;

    AuthentikProvisioner(String name, AuthentikSettings settings, Context context) {
        this.where = Where.target(name, settings.url().toString());
        this.settings = settings;
        this.context = context;
    }

    @Override
    public Class<SignOn> resourceType() {
        return SignOn.class;
    }

    @Override
    public List<Desired<SignOn>> desired(ResolvedCatalog catalog) {
        return desired(catalog, service -> true);
    }

    @Override
    public List<Desired<SignOn>> desired(ResolvedCatalog catalog, Predicate<ServiceName> services) {
        SignOns signOns = new SignOns(catalog, settings.url(), new ClientSecrets(context.sealing(), context.homelab()));
        return catalog.catalog()
                .services()
                .filter(service -> services.test(service.name()))
                .flatMap(service -> signOns.of(service).map(signOn -> new Desired<>(service.name(), signOn)))
                .toList();
    }

    @Override
    public List<Desired<SignOn>> completed(List<Desired<SignOn>> desired, List<Observed<SignOn>> observed) {
        return SignOns.completed(desired, observed);
    }

    @Override
    public Set<Risk> risks(Change<SignOn> change, ResolvedCatalog catalog) {
        return SignOnRisks.of(change, catalog.catalog());
    }

    @Override
    public Session<SignOn> open() {
        String token = context.secrets().resolve(settings.token(), where);
        AuthentikClient client =
                new AuthentikClient(context.http(), settings, token, where, Delay.within(context::cancellation));
        return new AuthentikSession(context, client, new AuthentikProblems(where));
    }
}
