// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import dev.homelab.adapter.support.http.Apis;
import dev.homelab.adapter.support.http.Calls;
import dev.homelab.model.Backend;
import dev.homelab.model.Definition;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.Widget;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Where;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import dev.homelab.spi.Context;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Shows people what there is: one tile for each service that has a widget and an address. */
public final class HomepageProvisioner implements Provisioner<ServiceTile> {

    private final Where where;
    private final HomepageSettings settings;
    private final Context context;

    HomepageProvisioner(String name, HomepageSettings settings, Context context) {
        this.where = Where.target(name, settings.url().map(URI::toString).orElse(""));
        this.settings = settings;
        this.context = context;
    }

    @Override
    public Class<ServiceTile> resourceType() {
        return ServiceTile.class;
    }

    @Override
    public List<Desired<ServiceTile>> desired(ResolvedCatalog catalog) {
        return desired(catalog, service -> true);
    }

    @Override
    public List<Desired<ServiceTile>> desired(ResolvedCatalog catalog, Predicate<ServiceName> services) {
        return catalog.catalog().definitions().stream()
                .filter(definition -> !definition.service().isPaused()) // its light would be red
                .filter(definition -> services.test(definition.service().name()))
                .flatMap(definition -> tiles(definition, catalog.inventory()))
                .toList();
    }

    @Override
    public Session<ServiceTile> open() {
        return new HomepageSession(
                context.hosts().host(settings.host()).folder(settings.directory()),
                context.homelab(),
                new HomepageProblems(where, settings.directory()),
                settings.url()
                        .map(url -> new ShownServices(
                                new Apis(context.http()).api(HomepageApi.class, url, Map::of), new Calls(where))));
    }

    private static Stream<Desired<ServiceTile>> tiles(Definition definition, Inventory inventory) {
        Service service = definition.service();
        return IntStream.range(0, service.widget().size()).boxed().flatMap(i -> {
            Widget widget = service.widget().get(i);
            return widget.isRaw()
                    ? Stream.empty()
                    : service
                            .pageOf(widget)
                            .map(route -> new Desired<>(
                                    service.name(),
                                    tile(
                                            definition,
                                            Mark.key(service.name().value(), i + 1),
                                            widget,
                                            route,
                                            inventory)))
                            .stream();
        });
    }

    private static ServiceTile tile(
            Definition definition, String key, Widget widget, Route route, Inventory inventory) {
        Service service = definition.service();
        return new ServiceTile(
                key,
                widget.groupIn(definition.category()),
                widget.title().orElseGet(service::displayName),
                route.visitUrl(inventory) + widget.path().orElse(""),
                widget.icon().map(Icons::of),
                service.description(),
                widget.isBookmark() ? Optional.empty() : checkUrl(service, widget, route, inventory));
    }

    /** A service that asks for a sign-in is asked where it answers without the proxy, which would answer for it. */
    private static Optional<String> checkUrl(Service service, Widget widget, Route route, Inventory inventory) {
        return service.requiresLogin()
                ? route.url()
                        .or(() -> Backend.onHost(service, route, inventory))
                        .map(lan -> lan + widget.checkPath().orElse("/"))
                : Optional.of(route.visitUrl(inventory) + widget.checkPath().orElse(""));
    }
}
