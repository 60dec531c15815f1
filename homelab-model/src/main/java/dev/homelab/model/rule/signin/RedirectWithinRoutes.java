// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.signin;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Route;
import dev.homelab.model.SsoApp;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.IpAddress;
import dev.homelab.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Visitors who have signed in come back to the service itself, since that address lets its owner in as them.
 *
 * <p>Programs on a visitor's own device are reached by loopback addresses and schemes of their own (RFC 8252).
 */
final class RedirectWithinRoutes implements Rule {

    private static final Set<String> WEB = Set.of("http", "https");

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(RedirectWithinRoutes::check)
                .toList();
    }

    private static Stream<Problem> check(Definition definition) {
        Set<String> hostnames = hostnames(definition);
        if (hostnames.isEmpty()) {
            return Stream.empty();
        }
        return definition.service().sso().stream()
                .flatMap(sso -> addresses(sso).entrySet().stream())
                .filter(address -> leadsAway(address.getValue(), hostnames))
                .map(address -> problem(definition, address.getKey(), address.getValue(), hostnames));
    }

    private static Map<String, String> addresses(SsoApp sso) {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (int i = 0; i < sso.redirectUris().size(); i++) {
            if (DefinitionParts.isThere(sso.redirectUris().get(i))) {
                addresses.put("sso.redirectUris[" + i + "]", sso.redirectUris().get(i));
            }
        }
        sso.acsUrl().ifPresent(url -> addresses.put("sso.acsUrl", url.toString()));
        return addresses;
    }

    private static boolean leadsAway(String address, Set<String> hostnames) {
        try {
            URI uri = new URI(address);
            boolean isWeb =
                    uri.getScheme() != null && WEB.contains(uri.getScheme().toLowerCase(Locale.ROOT));
            String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            return isWeb && !isLoopback(host) && !hostnames.contains(host);
        } catch (URISyntaxException e) {
            return address.matches(
                    "(?i)https?:\\S+"); // with a space in it, it is no address, which is reported already
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || IpAddress.isLoopback(IpAddress.bare(host));
    }

    private static Set<String> hostnames(Definition definition) {
        return definition.service().routes().stream()
                .filter(DefinitionParts::isThere)
                .map(Route::hostname)
                .flatMap(hostname -> hostname.stream())
                .filter(Hostname::isWellFormed)
                .map(hostname -> hostname.value().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static Problem problem(Definition definition, String path, String address, Set<String> hostnames) {
        return new Problem(
                "sign-in leads elsewhere",
                definition.positions().at(path),
                "\"%s\" is at none of the names that service \"%s\" is visited at, so visitors who sign in would be sent elsewhere."
                        .formatted(address, DefinitionParts.nameOf(definition)),
                "write an address at %s, or add a route for it."
                        .formatted(hostnames.stream().sorted().collect(Collectors.joining(" or "))));
    }
}
