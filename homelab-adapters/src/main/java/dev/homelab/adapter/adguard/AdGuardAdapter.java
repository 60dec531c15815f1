// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.adguard;

import dev.homelab.adapter.support.http.Delay;
import dev.homelab.adapter.support.name.WantedNames;
import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Provisioner;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Context;
import java.util.List;
import java.util.stream.Stream;

/** The kind {@code adguard}. */
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
        return Stream.concat(pathOfApi(target, settings, catalog), WantedNames.withoutAddress(catalog).stream())
                .toList();
    }

    private static Stream<Problem> pathOfApi(Target target, AdGuardSettings settings, Catalog catalog) {
        return Stream.ofNullable(settings.url().getPath())
                .filter(path -> path.contains("/control"))
                .map(path -> new Problem(
                        "path of the API given",
                        catalog.inventoryPositions().at("targets." + target.name() + ".url"),
                        "\"%s\" has the path of the API, which is added to it.".formatted(settings.url()),
                        "remove \"/control\" and what follows, as in http://192.0.2.53:3000."));
    }

    @Override
    public Provisioner<?> provisioner(Target target, AdGuardSettings settings, Context context) {
        return new AdGuardProvisioner(target.name(), settings, context, Delay.within(context::cancellation));
    }
}
