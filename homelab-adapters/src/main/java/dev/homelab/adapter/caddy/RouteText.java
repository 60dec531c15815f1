// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import static java.util.Comparator.comparing;

import dev.homelab.adapter.support.Sha256;
import dev.homelab.model.LoadBalancer;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes the routes of a service as sites of a Caddyfile. Pure.
 *
 * <p>Within a site all is in a {@code route}, which keeps the order: first the sign-in, then what the definition names, then who
 * answers. Each site sets a variable with the hash of the whole file, by which Caddy's running configuration shows whether
 * this very text is in force.
 */
final class RouteText {

    /** What a variable is called that says which text a site is from. */
    static final String VARIABLE = "homelab_";

    private static final int HASH = 16;

    private final Service service;
    private final EntryPoints entryPoints;
    private final Optional<SignIn> signIn;
    private final Function<Route, URI> server;

    /**
     * Prepares the file of one service.
     *
     * @param signIn asked about every visitor; empty when anybody may pass
     * @param server where the service of a route answers
     */
    RouteText(Service service, EntryPoints entryPoints, Optional<SignIn> signIn, Function<Route, URI> server) {
        this.service = service;
        this.entryPoints = entryPoints;
        this.signIn = signIn;
        this.server = server;
    }

    /** Returns the text. */
    String text() {
        return text(Sha256.hex(text(""), HASH));
    }

    private String text(String hash) {
        Map<SiteAddress, List<Integer>> sites = sites();
        CaddyText text = new CaddyText();
        sites.forEach((address, routes) -> text.block(address.text(), () -> {
            text.line("vars", VARIABLE + service.name(), hash.isEmpty() ? "-" : hash);
            entryPoints.certificate(route(routes.get(0))).ifPresent(text::line);
            site(text, routes);
        }));
        signIn.flatMap(SignIn::returningPath)
                .filter(path -> !service.sharesSignIn())
                .ifPresent(path -> sites.entrySet().stream()
                        .filter(site -> sites.keySet().stream()
                                .filter(other ->
                                        other.at("").equals(site.getKey().at("")))
                                .findFirst()
                                .filter(site.getKey()::equals)
                                .isPresent())
                        .forEach(site -> text.block(site.getKey().at(path).text(), () -> {
                            text.line("vars", VARIABLE + service.name(), hash.isEmpty() ? "-" : hash);
                            entryPoints
                                    .certificate(route(site.getValue().get(0)))
                                    .ifPresent(text::line);
                            passOn(text, signIn.orElseThrow().server(), Optional.empty());
                        })));
        return text.toString();
    }

    /** Returns the routes of each site, by their places. */
    private Map<SiteAddress, List<Integer>> sites() {
        Map<SiteAddress, List<Integer>> sites = new LinkedHashMap<>();
        for (int i = 0; i < service.routes().size(); i++) {
            int place = i;
            if (route(i).isHttp()) {
                entryPoints
                        .sites(route(i))
                        .forEach(address -> sites.computeIfAbsent(address, none -> new ArrayList<>())
                                .add(place));
            }
        }
        return sites;
    }

    private void site(CaddyText text, List<Integer> routes) {
        List<Integer> patterns = routes.stream()
                .filter(place -> route(place).pathPattern().isPresent())
                .sorted(comparing(place -> -pattern(place).length()))
                .toList();
        Optional<Integer> rest = routes.stream()
                .filter(place -> route(place).pathPattern().isEmpty())
                .findFirst();
        if (patterns.isEmpty()) {
            rest.ifPresent(place -> text.block("route", () -> answer(text, route(place))));
            return;
        }
        patterns.forEach(place -> text.line(matcher(place), "path_regexp", CaddyToken.expression(pattern(place))));
        text.block("route", () -> {
            patterns.forEach(place -> text.block(
                    "handle " + matcher(place), () -> text.block("route", () -> answer(text, route(place)))));
            text.block(
                    "handle",
                    () -> rest.ifPresentOrElse(
                            place -> text.block("route", () -> answer(text, route(place))),
                            () -> text.line("respond", "404")));
        });
    }

    private void answer(CaddyText text, Route route) {
        signIn.ifPresent(asked -> ask(text, asked));
        route.middlewares().orElse(List.of()).forEach(name -> text.line("import", CaddyToken.plain(name)));
        URI backend = server.apply(route);
        String path = Optional.ofNullable(backend.getRawPath()).orElse("").replaceFirst("(?<!/)/++$", "");
        if (!path.isEmpty() && !path.equals("/")) {
            text.line("rewrite", "*", CaddyToken.plain(path) + "{http.request.uri}");
        }
        passOn(text, backend, route.loadBalancer());
    }

    /** Asks for the sign-in. What visitors themselves claim to be is removed before. */
    private void ask(CaddyText text, SignIn asked) {
        List<String> headers = Stream.concat(
                        asked.headers().stream(),
                        service.sso().flatMap(SsoApp::basicAuth).isPresent()
                                ? Stream.of("Authorization")
                                : Stream.empty())
                .map(CaddyToken::plain)
                .toList();
        asked.headers().forEach(header -> text.line("request_header", "-" + CaddyToken.plain(header)));
        text.block("forward_auth " + upstream(asked.server()), () -> {
            text.line("uri", CaddyToken.plain(asked.path()));
            text.line("header_up", "Host", "{http.reverse_proxy.upstream.hostport}");
            if (!headers.isEmpty()) {
                text.line("copy_headers", String.join(" ", headers));
            }
        });
    }

    /** Which name an upstream with TLS is asked for differs between releases of Caddy, so it is always said. */
    private static void passOn(CaddyText text, URI backend, Optional<LoadBalancer> balancer) {
        boolean passesHost = balancer.flatMap(LoadBalancer::passHostHeader).orElse(true);
        text.block("reverse_proxy " + upstream(backend), () -> {
            text.line(
                    "header_up",
                    "Host",
                    passesHost ? "{http.request.hostport}" : "{http.reverse_proxy.upstream.hostport}");
            balancer.flatMap(LoadBalancer::serversTransport)
                    .ifPresent(transport -> text.line("import", CaddyToken.plain(transport)));
        });
    }

    /** Caddy takes no path, user or query here. */
    private static String upstream(URI server) {
        String ascii = server.toASCIIString();
        String authority = URI.create(ascii).getRawAuthority(); // a container's name may be no hostname
        return CaddyToken.plain(server.getScheme() + "://" + authority.substring(authority.lastIndexOf('@') + 1));
    }

    private Route route(int place) {
        return service.routes().get(place);
    }

    private String pattern(int place) {
        return route(place).pathPattern().orElseThrow();
    }

    private static String matcher(int place) {
        return "@route_" + (place + 1);
    }
}
