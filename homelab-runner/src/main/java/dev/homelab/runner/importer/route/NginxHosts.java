// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.route;

import dev.homelab.problem.Where;
import dev.homelab.runner.importer.route.ForeignRoute.Answer;
import dev.homelab.runner.importer.route.ForeignRoute.Place;
import dev.homelab.runner.importer.route.Tokens.Statement;
import dev.homelab.runner.importer.route.TraefikRule.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The hosts of Nginx Proxy Manager, as it writes them to {@code data/nginx/proxy_host}, and servers of nginx that are as simple. */
final class NginxHosts {

    /** What a server says that changes nothing for a route, or that the proxy of the inventory decides. */
    private static final Set<String> PASSED_OVER = Set.of(
            "listen",
            "set",
            "server_name",
            "access_log",
            "error_log",
            "http2",
            "http3",
            "proxy_http_version",
            "proxy_set_header",
            "proxy_pass",
            "add_header");

    /** What parts that Nginx Proxy Manager includes do. */
    private static final Map<String, String> INCLUDED = Map.of(
            "block-exploits.conf", "Requests that look like known exploits are refused (\"Block Common Exploits\").",
            "assets.conf", "Pictures and scripts are cached (\"Cache Assets\").");

    private static final Set<String> PASSED_OVER_PARTS = Set.of(
            "letsencrypt-acme-challenge.conf",
            "ssl-ciphers.conf",
            "ssl-cache.conf",
            "ssl-cache-stream.conf",
            "force-ssl.conf",
            "hsts.conf",
            "proxy.conf",
            "log.conf",
            "log-proxy.conf",
            "resolvers.conf",
            "ip_ranges.conf");

    private final String file;
    private final List<ForeignRoute> routes = new ArrayList<>();

    private NginxHosts(String file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws UnreadableFileException if it has no form
     */
    static List<ForeignRoute> read(String text, String file) {
        NginxHosts hosts = new NginxHosts(file);
        List<Statement> statements = Tokens.statements(Tokens.of(text, file, "{};"), file, false);
        statements.stream()
                .filter(statement -> statement.name().equals("server") && statement.hasBlock())
                .forEach(hosts::server);
        if (hosts.routes.isEmpty()) {
            throw Tokens.unreadable(file, 1, "it has no server with a name");
        }
        return List.copyOf(hosts.routes);
    }

    private void server(Statement server) {
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        for (Statement statement : server.inner()) {
            List<String> arguments = statement.arguments();
            if (statement.name().equals("set") && arguments.size() == 2) {
                variables.put(arguments.get(0), arguments.get(1));
            } else if (statement.name().equals("server_name")) {
                names.addAll(arguments);
            }
        }
        Where where = new Where.InFile(file, server.line(), 1, "");
        String name = names.isEmpty() ? "_" : names.get(0);
        List<String> losses = new ArrayList<>();
        Optional<String> refusal = refusal(server.inner(), losses);
        List<Statement> locations = server.inner().stream()
                .filter(statement -> statement.name().equals("location"))
                .toList();
        if (locations.isEmpty()) {
            routes.add(route(name, names, "", server, variables, losses, refusal, where));
        }
        for (Statement location : locations) {
            List<String> own = new ArrayList<>(losses);
            Optional<String> reason = refusal.or(() -> refusal(location.inner(), own));
            String path = String.join(" ", location.arguments());
            Where place = new Where.InFile(file, location.line(), 1, "");
            String shown = path.equals("/") ? name : name + path;
            routes.add(route(shown, names, path, location, variables, own, reason, place));
        }
    }

    private ForeignRoute route(
            String name,
            List<String> names,
            String path,
            Statement section,
            Map<String, String> variables,
            List<String> losses,
            Optional<String> refusal,
            Where where) {
        Answer answer = Answer.of("http", "", Optional.empty());
        List<Place> places = List.of();
        Optional<String> reason = refusal;
        try {
            answer = answer(section, variables);
            places = names.stream().map(host -> place(host, path)).toList();
            if (places.isEmpty()) {
                reason = Optional.of("It is for every hostname, and a route is for one.");
            }
        } catch (RefusedException e) {
            reason = refusal.or(() -> Optional.of(e.reason()));
        }
        ForeignRoute route = ForeignRoute.page(name, places, answer, losses, where);
        return reason.map(route::refused).orElse(route);
    }

    private static Place place(String host, String path) {
        Place named =
                TraefikRule.places("Host(`" + host.replace("`", "") + "`)").get(0);
        if (path.isEmpty() || path.equals("/")) {
            return named;
        }
        if (!path.startsWith("/") || path.contains(" ") || path.contains("`")) {
            throw new RefusedException("A route has no form for the location \"%s\".".formatted(path));
        }
        Place below = TraefikRule.places("PathPrefix(`" + path + "`)").get(0);
        return new Place(named.hostname(), below.path(), below.pathPattern());
    }

    private static Answer answer(Statement section, Map<String, String> variables) {
        Optional<String> passed = section.inner().stream()
                .filter(statement -> statement.name().equals("proxy_pass"))
                .flatMap(statement -> statement.arguments().stream())
                .findFirst();
        boolean isOfManager = section.inner().stream()
                .anyMatch(statement -> statement.name().equals("include")
                        && statement.arguments().toString().contains("include/proxy.conf"));
        String url = passed.orElse(isOfManager ? "$forward_scheme://$server:$port" : "");
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            url = url.replace(variable.getKey(), variable.getValue());
        }
        url = url.replaceFirst("\\$request_uri$", "");
        if (url.isEmpty()) {
            throw new RefusedException("It leads to no server.");
        }
        return TraefikRouters.address(url);
    }

    /** Returns why a route cannot say what stands beside where it leads. */
    private static Optional<String> refusal(List<Statement> statements, List<String> losses) {
        for (Statement statement : statements) {
            String name = statement.name();
            if (name.equals("include")) {
                String included = String.join(" ", statement.arguments());
                String part = included.substring(included.lastIndexOf('/') + 1);
                boolean isOfPeople = included.startsWith("/data/nginx/custom/");
                if (INCLUDED.containsKey(part)) {
                    losses.add(INCLUDED.getOrDefault(part, ""));
                } else if (!PASSED_OVER_PARTS.contains(part) && !isOfPeople) {
                    return Optional.of("It includes \"%s\", which is not read.".formatted(part));
                }
            } else if (name.startsWith("auth_")
                    || Set.of("allow", "deny", "satisfy").contains(name)) {
                return Optional.of(
                        "It has an access list (\"%s\"), and without it anyone could enter.".formatted(name));
            } else if (!PASSED_OVER.contains(name) && !name.startsWith("ssl_") && !name.equals("location")) {
                return Optional.of("It has settings of its own (\"%s\").".formatted(name));
            }
        }
        return Optional.empty();
    }
}
