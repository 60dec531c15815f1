// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.adapter.support.http.Apis;
import dev.homelab.adapter.support.page.RoutePages;
import dev.homelab.adapter.support.page.SignInServer;
import dev.homelab.model.Backend;
import dev.homelab.model.PageCheck;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.SignInSettings;
import dev.homelab.model.value.IpAddress;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change;
import dev.homelab.provision.Check;
import dev.homelab.provision.Desired;
import dev.homelab.provision.PollPolicy;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Risk;
import dev.homelab.provision.Session;
import dev.homelab.spi.Context;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Leads visitors to the services: one file of routes for each that has any. */
public final class TraefikProvisioner implements Provisioner<RouteFile> {

    private final String name;
    private final TraefikSettings settings;
    private final Context context;
    private final PollPolicy polling;

    TraefikProvisioner(String name, TraefikSettings settings, Context context, PollPolicy polling) {
        this.name = name;
        this.settings = settings;
        this.context = context;
        this.polling = polling;
    }

    @Override
    public Class<RouteFile> resourceType() {
        return RouteFile.class;
    }

    @Override
    public List<Desired<RouteFile>> desired(ResolvedCatalog catalog) {
        return desired(catalog, service -> true);
    }

    @Override
    public List<Desired<RouteFile>> desired(ResolvedCatalog catalog, Predicate<ServiceName> services) {
        return catalog.catalog()
                .services()
                .filter(service -> services.test(service.name()))
                .map(TraefikProvisioner::asVisited)
                .filter(service ->
                        !service.routes().isEmpty() || !service.traefik().isEmpty())
                .map(service -> new Desired<>(service.name(), file(service, catalog.inventory())))
                .toList();
    }

    @Override
    public Set<Risk> risks(Change<RouteFile> change, ResolvedCatalog catalog) {
        return RouteRisks.of(change);
    }

    @Override
    public List<Check> expectations(ResolvedCatalog catalog) {
        EntryPoints doors = doors(catalog.inventory());
        return catalog.catalog()
                .services()
                .map(TraefikProvisioner::asVisited)
                .flatMap(service -> pages(service, doors))
                .toList();
    }

    @Override
    public Session<RouteFile> open() {
        TraefikApi api = new Apis(context.http()).api(TraefikApi.class, settings.api(), Map::of);
        return new TraefikSession(
                context.hosts().host(settings.host()).folder(settings.directory()),
                api,
                new TraefikProblems(where(), settings),
                polling,
                this::made);
    }

    private Optional<RouteFile> made(Service service, Inventory inventory) {
        boolean isPossible = !service.routes().isEmpty()
                && service.routes().stream()
                        .allMatch(route -> route.service().isPresent()
                                || Backend.of(service, route, inventory).isPresent());
        return isPossible ? Optional.of(file(service, inventory)) : Optional.empty();
    }

    /** Nothing answers behind the routes of a service that is paused. */
    private static Service asVisited(Service service) {
        return service.isPaused() ? service.with(service.containers(), List.of()) : service;
    }

    private RouteFile file(Service service, Inventory inventory) {
        Optional<URI> outpost = service.requiresLogin()
                ? Optional.of(SignInServer.of(service, settings.forwardAuth(), inventory, where()))
                : Optional.empty();
        String text = new RouteText(service, doors(inventory), outpost, SignInServer.settings(inventory))
                .text(route -> RoutePages.backend(service, route, inventory));
        return new RouteFile("homelab-" + service.name() + ".yml", YamlDocument.of(text));
    }

    private Stream<Check> pages(Service service, EntryPoints doors) {
        List<Route> routes = service.routes();
        return IntStream.range(0, routes.size()).boxed().flatMap(place -> {
            Route route = routes.get(place);
            return route.isPage() && doors.isKnown(route)
                    ? RoutePages.checks(service, place).map(check -> page(service, route, check, doors))
                    : connections(service, route);
        });
    }

    private Check page(Service service, Route route, PageCheck check, EntryPoints doors) {
        String sign = SignInServer.settings(context.inventory())
                .map(SignInSettings::signInSign)
                .orElse(SignInServer.OUTPOST);
        return new Check.PageAnswers(
                service.name(),
                doors.entrance(route),
                route.requiredHostname(),
                check,
                SignInServer.before(sign, RoutePages.needsSignIn(service, check)),
                doors.of(route).isIssued(),
                settings.ca());
    }

    /** Whether datagrams arrive cannot be seen from here. */
    private Stream<Check> connections(Service service, Route route) {
        return route.isHttp() || route.isUdp()
                ? Stream.empty()
                : route.entryPoints().stream()
                        .flatMap(
                                name -> Stream.ofNullable(settings.entryPoints().get(name)))
                        .map(entrance -> new Check.PortOpens(service.name(), URI.create("tcp://" + entrance)));
    }

    private EntryPoints doors(Inventory inventory) {
        return new EntryPoints(
                settings,
                settings.url()
                        .orElseGet(() -> URI.create("https://"
                                + IpAddress.inUrl(
                                        host(inventory, settings.host()).address()))));
    }

    private static Host host(Inventory inventory, String name) {
        return Optional.ofNullable(inventory.hosts().get(name))
                .orElseThrow(() -> new IllegalStateException(
                        "Host " + name + " is not in the inventory. This is a bug in homelab."));
    }

    private Where where() {
        return Where.target(name, settings.api().toString());
    }
}
