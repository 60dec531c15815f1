// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.adguard;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the rewrites of an AdGuard Home in line: a domain for every name that services ask for. */
public final class AdGuardProvisioner implements Provisioner<Rewrite> {

    private final Where where;
    private final AdGuardSettings settings;
    private final Context context;
    private final Delay pause;

    AdGuardProvisioner(String name, AdGuardSettings settings, Context context, Delay pause) {
        this.where = Where.target(name, settings.url().toString());
        this.settings = settings;
        this.context = context;
        this.pause = pause;
    }

    @Override
    public Class<Rewrite> resourceType() {
        return Rewrite.class;
    }

    @Override
    public List<Desired<Rewrite>> desired(ResolvedCatalog catalog) {
        return WantedNames.desired(catalog, Rewrite::of);
    }

    @Override
    public List<Check> expectations(ResolvedCatalog catalog) {
        return WantedNames.checks(catalog, settings.server(), settings.port(), Optional.empty());
    }

    @Override
    public Session<Rewrite> open() {
        String password = context.secrets().resolve(settings.password(), where);
        byte[] signIn = (settings.user() + ":" + password).getBytes(StandardCharsets.UTF_8);
        String credentials = "Basic " + Base64.getEncoder().encodeToString(signIn);
        AdGuardApi api = new Apis(context.http())
                .api(
                        AdGuardApi.class,
                        URI.create(Apis.withoutSlash(settings.url()) + "/control/"),
                        () -> Map.of("Authorization", credentials),
                        settings.ca().map(Path::of),
                        where);
        return new AdGuardSession(new AdGuardClient(api, where, pause), new AdGuardProblems(where));
    }
}
