// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import dev.homelab.adapter.support.http.Apis;
import dev.homelab.adapter.support.page.RoutePages;
import dev.homelab.adapter.support.page.SignInServer;
import dev.homelab.model.PageCheck;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Inventory;
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
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Context;
import dev.homelab.spi.RemoteHost;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Leads visitors to the services: one file of sites for each that has routes, which Caddy's own Caddyfile imports. */
public final class CaddyProvisioner implements Provisioner<RouteFile> {

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
                ? Optional.of(SignIn.of(
                        settings,
                        SignInServer.settings(inventory),
                        SignInServer.of(service, settings.forwardAuth(), inventory, where())))
                : Optional.empty();
        RouteText text = new RouteText(
                service,
                entryPoints(settings, inventory),
                signIn,
                route -> RoutePages.backend(service, route, inventory));
        return RouteFile.of("homelab-" + service.name() + CaddySession.ENDING, text.text(), true);
    }

    private Stream<Check> pages(Service service, EntryPoints entryPoints) {
        List<Route> routes = service.routes();
        return IntStream.range(0, routes.size())
                .filter(place -> routes.get(place).isPage() && entryPoints.isKnown(routes.get(place)))
                .boxed()
                .flatMap(place -> RoutePages.checks(service, place)
                        .map(check -> page(service, routes.get(place), check, entryPoints)));
    }

    private Check page(Service service, Route route, PageCheck check, EntryPoints entryPoints) {
        String sign = SignIn.sign(settings, SignInServer.settings(context.inventory()));
        return new Check.PageAnswers(
                service.name(),
                entryPoints.entrance(route),
                route.requiredHostname(),
                check,
                SignInServer.before(sign, RoutePages.needsSignIn(service, check)),
                entryPoints.isIssued(route),
                settings.ca());
    }

    private Where where() {
        return Where.target(name, settings.api().toString());
    }
}
