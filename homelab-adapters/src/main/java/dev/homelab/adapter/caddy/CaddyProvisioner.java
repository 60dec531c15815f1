// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import dev.homelab.adapter.support.http.Apis;
import dev.homelab.model.Backend;
import dev.homelab.model.PageCheck;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
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
import dev.homelab.provision.Desired;
import dev.homelab.provision.PollPolicy;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Risk;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Context;
import dev.homelab.spi.RemoteHost;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Leads visitors to the services: one file of sites for each that has routes, which Caddy's own Caddyfile imports. */
public final class CaddyProvisioner implements Provisioner<RouteFile> {

    /** A fresh outpost does not know where visitors find its server. */
    private static final String HOST_OF_OUTPOST =
            "set \"authentik_host\" of the outpost to where visitors find Authentik, such as"
                    + " https://auth.home.arpa (Applications, Outposts, Edit, Advanced settings)";

    private static final String OF_OTHERS = "set where visitors find the sign-in page at its server";

    private static final PageCheck FIRST_PAGE = new PageCheck("/", Optional.empty(), Optional.empty());

    private final String name;
    private final CaddySettings settings;
    private final Context context;
    private final PollPolicy polling;

    CaddyProvisioner(String name, CaddySettings settings, Context context, PollPolicy polling) {
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

    /** Nothing answers behind the routes of a service that is paused. */
    @Override
    public List<Desired<RouteFile>> desired(ResolvedCatalog catalog, Predicate<ServiceName> services) {
        return catalog.catalog()
                .services()
                .filter(service -> services.test(service.name()))
                .filter(service -> !service.isPaused())
                .filter(service -> service.routes().stream().anyMatch(Route::isHttp))
                .map(service -> new Desired<>(service.name(), file(service, catalog.inventory())))
                .toList();
    }

    @Override
    public Set<Risk> risks(Change<RouteFile> change, ResolvedCatalog catalog) {
        return RouteRisks.of(change);
    }

    @Override
    public List<Check> expectations(ResolvedCatalog catalog) {
        EntryPoints entryPoints = entryPoints(settings, catalog.inventory());
        return catalog.catalog()
                .services()
                .filter(service -> !service.isPaused())
                .flatMap(service -> pages(service, entryPoints))
                .toList();
    }

    @Override
    public Session<RouteFile> open() {
        CaddyServer server = new CaddyServer(
                new Apis(context.http()).api(CaddyApi.class, settings.api(), Map::of),
                where(),
                settings.caddyfilePath());
        CaddyProblems problems = new CaddyProblems(where(), settings);
        RemoteHost host = context.hosts().host(settings.host());
        return new CaddySession(
                host.folder(settings.directory()),
                server,
                new Trial(server, problems, () -> caddyfile(host)),
                problems,
                polling);
    }

    /** Returns the Caddyfile as far as the host has it: Caddy may be in a container and have another, and it may be secret. */
    private Optional<String> caddyfile(RemoteHost host) {
        String path = settings.caddyfilePath();
        int slash = path.lastIndexOf('/');
        try {
            return host.folder(slash == 0 ? "/" : path.substring(0, slash)).read(path.substring(slash + 1));
        } catch (TargetException e) {
            return Optional.empty();
        }
    }

    /** Returns where visitors come in at a target with these settings. */
    static EntryPoints entryPoints(CaddySettings settings, Inventory inventory) {
        return new EntryPoints(
                settings,
                settings.url()
                        .orElseGet(() -> URI.create("https://"
                                + Optional.ofNullable(inventory.hosts().get(settings.host()))
                                        .map(host -> IpAddress.inUrl(host.address()))
                                        .orElseThrow(() -> new IllegalStateException("Host " + settings.host()
                                                + " is not in the inventory. This is a bug in homelab.")))));
    }

    private RouteFile file(Service service, Inventory inventory) {
        Optional<SignIn> signIn = service.requiresLogin()
                ? Optional.of(SignIn.of(settings, provider(inventory), signInServer(service, inventory)))
                : Optional.empty();
        RouteText text = new RouteText(
                service, entryPoints(settings, inventory), signIn, route -> server(service, route, inventory));
        return RouteFile.of("homelab-" + service.name() + CaddySession.ENDING, text.text(), true);
    }

    private Stream<Check> pages(Service service, EntryPoints entryPoints) {
        List<Route> routes = service.routes();
        int first = service.firstPage().map(routes::indexOf).orElse(-1);
        return routes.stream()
                .filter(route -> route.isPage() && entryPoints.isKnown(route))
                .flatMap(route -> checks(service, routes.indexOf(route) == first)
                        .map(check -> page(service, route, within(route, check), entryPoints)));
    }

    private Check page(Service service, Route route, PageCheck check, EntryPoints entryPoints) {
        boolean isAuthentik =
                SignIn.sign(settings, provider(context.inventory())).contains("authentik");
        return new Check.PageAnswers(
                service.name(),
                entryPoints.entrance(route),
                route.requiredHostname(),
                check,
                new Check.PageAnswers.SignIn(
                        SignIn.sign(settings, provider(context.inventory())),
                        service.requiresLogin() && !isPublic(service, check),
                        isAuthentik ? HOST_OF_OUTPOST : OF_OTHERS),
                entryPoints.isIssued(route),
                settings.ca());
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

    private static URI server(Service service, Route route, Inventory inventory) {
        return Backend.of(service, route, inventory)
                .orElseThrow(() -> new IllegalStateException("Service " + service.name()
                        + " has a route that the proxy cannot follow. This is a bug in homelab."));
    }

    private URI signInServer(Service service, Inventory inventory) {
        return settings.forwardAuth()
                .or(() -> inventory.target(Wave.IDENTITY).flatMap(Target::url))
                .orElseThrow(
                        () -> new TargetException(
                                new Problem(
                                        "sign-in has no server",
                                        where(),
                                        "\"%s\" asks visitors to sign in, and nothing says where the server is that knows who has."
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

    private Where where() {
        return Where.target(name, settings.api().toString());
    }
}
