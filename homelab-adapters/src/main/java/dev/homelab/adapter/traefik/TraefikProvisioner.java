// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.adapter.support.http.Apis;
import dev.homelab.model.Backend;
import dev.homelab.model.PageCheck;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.SignInSettings;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.IpAddress;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change;
import dev.homelab.provision.Check;
import dev.homelab.provision.Check.PageAnswers.SignIn;
import dev.homelab.provision.Desired;
import dev.homelab.provision.PollPolicy;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Risk;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
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

    /** Traefik gathers changes for two seconds by default before it loads them. */
    /** A visitor who is sent to the sign-in comes back to the outpost, at a path of its own (docs.goauthentik.io, forward auth). */
    private static final String SIGN = "outpost.goauthentik.io";

    private static final String OF_OTHERS = "set where visitors find the sign-in page at its server";

    /** A fresh outpost does not know where visitors find its server. */
    static final String HOST_OF_OUTPOST =
            "set \"authentik_host\" of the outpost to where visitors find Authentik, such as"
                    + " https://auth.home.arpa (Applications, Outposts, Edit, Advanced settings)";

    private static final PageCheck FIRST_PAGE = new PageCheck("/", Optional.empty(), Optional.empty());

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
        Optional<URI> outpost = service.requiresLogin() ? Optional.of(outpost(service, inventory)) : Optional.empty();
        String text = new RouteText(service, doors(inventory), outpost, provider(inventory))
                .text(route -> server(service, route, inventory));
        return new RouteFile("homelab-" + service.name() + ".yml", YamlDocument.of(text));
    }

    private Stream<Check> pages(Service service, EntryPoints doors) {
        List<Route> routes = service.routes();
        int first = service.firstPage().map(routes::indexOf).orElse(-1);
        return IntStream.range(0, routes.size()).boxed().flatMap(i -> {
            Route route = routes.get(i);
            boolean isFirst = i == first;
            return route.isPage() && doors.isKnown(route)
                    ? checks(service, isFirst).map(check -> page(service, route, check, doors))
                    : connections(service, route);
        });
    }

    private Check page(Service service, Route route, PageCheck check, EntryPoints doors) {
        return new Check.PageAnswers(
                service.name(),
                doors.entrance(route),
                route.requiredHostname(),
                within(route, check),
                new SignIn(
                        provider(context.inventory())
                                .map(SignInSettings::signInSign)
                                .orElse(SIGN),
                        service.requiresLogin() && !isPublic(service, within(route, check)),
                        provider(context.inventory()).isPresent() ? OF_OTHERS : HOST_OF_OUTPOST),
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

    private static boolean isPublic(Service service, PageCheck check) {
        String asked = check.path().split("[?#]", 2)[0]; // the outpost compares paths without their query
        return service.sso().flatMap(SsoApp::publicPaths).orElse(List.of()).stream()
                .anyMatch(path -> asked.equals(path) || asked.startsWith(path.endsWith("/") ? path : path + "/"));
    }

    private static Stream<PageCheck> checks(Service service, boolean first) {
        return first && !service.verify().isEmpty() ? service.verify().stream() : Stream.of(FIRST_PAGE);
    }

    /** What a route answers is below its path. */
    private static PageCheck within(Route route, PageCheck check) {
        return route.path()
                .map(path -> new PageCheck(
                        check.equals(FIRST_PAGE) ? path : path + check.path(), check.status(), check.contains()))
                .orElse(check);
    }

    private EntryPoints doors(Inventory inventory) {
        return new EntryPoints(
                settings,
                settings.url()
                        .orElseGet(() -> URI.create("https://"
                                + IpAddress.inUrl(
                                        host(inventory, settings.host()).address()))));
    }

    private static URI server(Service service, Route route, Inventory inventory) {
        return Backend.of(service, route, inventory)
                .orElseThrow(() -> new IllegalStateException("Service " + service.name()
                        + " has a route that the proxy cannot follow. This is a bug in homelab."));
    }

    private URI outpost(Service service, Inventory inventory) {
        return settings.forwardAuth()
                .or(() -> inventory.target(Wave.IDENTITY).flatMap(Target::url))
                .map(url -> URI.create(Apis.withoutSlash(url)))
                .orElseThrow(
                        () -> new TargetException(
                                new Problem(
                                        "sign-in has no server",
                                        where(),
                                        "\"%s\" asks visitors to sign in, and nothing says where the outpost is that knows who has."
                                                .formatted(service.name()),
                                        "add a target of kind authentik or authelia to the inventory, or \"forwardAuth\" to this one.")));
    }

    /** Returns how the identity provider is asked, unless it is asked as Authentik is. */
    private static Optional<SignInSettings> provider(Inventory inventory) {
        return inventory
                .target(Wave.IDENTITY)
                .filter(target -> target.settings() instanceof SignInSettings)
                .map(target -> (SignInSettings) target.settings());
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
