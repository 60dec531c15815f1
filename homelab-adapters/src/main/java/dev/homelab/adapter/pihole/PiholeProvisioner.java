// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import dev.homelab.adapter.support.http.Apis;
import dev.homelab.adapter.support.http.Delay;
import dev.homelab.adapter.support.name.WantedNames;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.problem.Where;
import dev.homelab.provision.Check;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import dev.homelab.spi.Context;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps a Pi-hole's local DNS in line: a name for every route, which leads to the proxy, and the names a service asks
 * for beside them. A name that several services share belongs to the first of them in the catalog.
 */
public final class PiholeProvisioner implements Provisioner<HostRecord> {

    private final Where where;
    private final PiholeSettings settings;
    private final Context context;
    private final Delay pause;

    PiholeProvisioner(String name, PiholeSettings settings, Context context, Delay pause) {
        this.where = Where.target(name, settings.url().toString());
        this.settings = settings;
        this.context = context;
        this.pause = pause;
    }

    @Override
    public Class<HostRecord> resourceType() {
        return HostRecord.class;
    }

    @Override
    public List<Desired<HostRecord>> desired(ResolvedCatalog catalog) {
        return WantedNames.desired(catalog, HostRecord::of);
    }

    @Override
    public List<Check> expectations(ResolvedCatalog catalog) {
        return WantedNames.checks(
                catalog,
                settings.server(),
                settings.port(),
                settings.timeoutsOrUsual().forVerify());
    }

    @Override
    public Session<HostRecord> open() {
        String password = context.secrets().resolve(settings.password(), where);
        URI base = URI.create(Apis.withoutSlash(settings.url()) + "/api/");
        Apis apis = new Apis(context.http());
        PiholeClient client = new PiholeClient(
                headers ->
                        apis.api(PiholeApi.class, base, headers, settings.ca().map(Path::of), where),
                password,
                where,
                settings.timeoutsOrUsual(),
                pause);
        client.signIn();
        return new PiholeSession(context.homelab(), client, new PiholeProblems(where));
    }
}
