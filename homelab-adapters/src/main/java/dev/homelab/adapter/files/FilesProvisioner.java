// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.files;

import dev.homelab.model.Catalog;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import dev.homelab.spi.Context;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Publishes pages about the whole homelab. They belong to no service: their owner has the name of the target. Without a service there
 * are no pages.
 */
public final class FilesProvisioner implements Provisioner<WebPage> {

    private final ServiceName owner;
    private final FilesSettings settings;
    private final Context context;
    private final BiFunction<Catalog, Boolean, Map<String, String>> pages;

    FilesProvisioner(
            String name,
            FilesSettings settings,
            Context context,
            BiFunction<Catalog, Boolean, Map<String, String>> pages) {
        this.owner = ServiceName.of(name);
        this.settings = settings;
        this.context = context;
        this.pages = pages;
    }

    @Override
    public Class<WebPage> resourceType() {
        return WebPage.class;
    }

    @Override
    public List<Desired<WebPage>> desired(ResolvedCatalog catalog) {
        if (catalog.catalog().definitions().isEmpty()) {
            return List.of();
        }
        return new TreeMap<>(pages.apply(catalog.catalog(), settings.isPublic()))
                .entrySet().stream()
                        .map(page -> new Desired<>(owner, WebPage.of(page.getKey(), page.getValue())))
                        .toList();
    }

    @Override
    public List<Desired<WebPage>> desired(ResolvedCatalog catalog, Predicate<ServiceName> services) {
        return services.test(owner) ? desired(catalog) : List.of();
    }

    @Override
    public Session<WebPage> open() {
        return new FilesSession(context.hosts().host(settings.host()).folder(settings.directory()));
    }
}
