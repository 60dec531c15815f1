// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.adapter.support.Adapter;
import dev.homelab.adapter.support.Context;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Where;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import java.util.List;
import java.util.stream.Stream;

/** Keeps an Authentik server in line: a sign-on for every service whose visitors have to sign in. */
public final class AuthentikProvisioner implements Provisioner<SignOn> {

    private final Where where;
    private final AuthentikSettings settings;
    private final Context context;

    AuthentikProvisioner(String name, AuthentikSettings settings, Context context) {
        this.where = Where.target(name, settings.url().toString());
        this.settings = settings;
        this.context = context;
    }

    public static Adapter<AuthentikSettings> adapter() {
        return new Adapter<>(
                "authentik",
                Wave.IDENTITY,
                AuthentikSettings.class,
                (target, settings, context) -> new AuthentikProvisioner(target.name(), settings, context));
    }

    @Override
    public Class<SignOn> resourceType() {
        return SignOn.class;
    }

    /** A service of several routes is guarded at the first; the outpost knows one host per provider. */
    @Override
    public List<Desired<SignOn>> desired(ResolvedCatalog catalog) {
        Inventory inventory = catalog.inventory();
        return catalog.catalog()
                .services()
                .flatMap(service -> service.sso().stream()
                        .filter(sso -> sso.kind() == SsoApp.Kind.FORWARD_AUTH)
                        .flatMap(sso -> desired(service, sso, inventory)))
                .toList();
    }

    @Override
    public Session<SignOn> open() {
        String token = context.secrets().resolve(settings.token(), where);
        AuthentikClient client = new AuthentikClient(context.http(), settings, token, where);
        return new AuthentikSession(context.homelab(), client, new AuthentikProblems(where));
    }

    private static Stream<Desired<SignOn>> desired(Service service, SsoApp sso, Inventory inventory) {
        Owner owner = new Owner(inventory.homelab(), service.name());
        return service.routes().stream()
                .limit(1)
                .map(Route::visitedAt)
                .map(hostname -> inventory.visitUrl(hostname).toString())
                .map(url -> SignOn.of(owner, service.displayName(), url, sso.groups()))
                .map(signOn -> new Desired<>(service.name(), signOn));
    }
}
