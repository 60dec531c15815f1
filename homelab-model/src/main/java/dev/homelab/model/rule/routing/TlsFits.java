// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.routing;

import dev.homelab.model.Catalog;
import dev.homelab.model.Route;
import dev.homelab.model.inventory.ProxySettings;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.Hostname;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A route gets its certificate from a resolver that can get one for its name, and has an entry point.
 *
 * <p>No public authority certifies names that do not exist in the public DNS: {@code home.arpa} (RFC 8375), {@code local}
 * and those of appendix G of RFC 6762, the special names of RFC 6761, and {@code internal} (ICANN, 2024).
 */
final class TlsFits implements Rule {

    private static final Pattern PRIVATE =
            Pattern.compile("([^.]+|(.+\\.)?(home\\.arpa|local|localdomain|lan|home|corp|mail|private|intranet|internal"
                    + "|localhost|test|invalid|example))");

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.inventory()
                .proxy()
                .map(proxy -> problems(catalog, proxy))
                .orElse(List.of());
    }

    private static List<Problem> problems(Catalog catalog, ProxySettings proxy) {
        List<Problem> problems = new ArrayList<>();
        DefinitionParts.routes(catalog)
                .forEach(part -> part.value()
                        .tls()
                        .ifPresent(tls -> written(catalog, part, tls, proxy).ifPresent(problems::add)));
        proxy.certResolver()
                .filter(resolver -> !proxy.privateResolvers().contains(resolver))
                .filter(resolver -> isEncrypted(catalog))
                .flatMap(resolver -> DefinitionParts.routes(catalog)
                        .filter(part -> part.value().tls().isEmpty())
                        .flatMap(part -> part.value().hostname().stream())
                        .filter(TlsFits::isPrivate)
                        .findFirst()
                        .map(hostname -> ofProxy(catalog, resolver, hostname)))
                .ifPresent(problems::add);
        return problems;
    }

    private static Optional<Problem> written(Catalog catalog, Part<Route> part, String tls, ProxySettings proxy) {
        if (!part.value().isHttp()) {
            return Optional.empty(); // RouteFits judges it
        }
        if (tls.equals("none")) {
            return proxy.plainEntryPoint().isPresent() ? Optional.empty() : Optional.of(noPlainEntryPoint(part));
        }
        if (!isEncrypted(catalog)) {
            return Optional.of(noEncryptedEntryPoint(part, tls));
        }
        return part.value()
                .hostname()
                .filter(TlsFits::isPrivate)
                .filter(hostname -> !tls.equals("default") && !tls.equals("passthrough"))
                .filter(hostname -> !proxy.privateResolvers().contains(tls))
                .map(hostname -> notCertified(part, tls, hostname));
    }

    private static boolean isEncrypted(Catalog catalog) {
        return catalog.inventory()
                .target(Wave.ROUTING)
                .flatMap(Target::url)
                .map(url -> "https".equals(url.getScheme()))
                .orElse(true);
    }

    private static boolean isPrivate(Hostname hostname) {
        return DefinitionParts.isThere(hostname.value())
                && PRIVATE.matcher(hostname.value()).matches();
    }

    private static Problem notCertified(Part<Route> part, String resolver, Hostname hostname) {
        return problem(
                part,
                "private name without certificate",
                "\"%s\" is a private name, for which no public authority gives a certificate; so \"%s\" would get none."
                        .formatted(hostname, resolver),
                "write \"tls: default\" for the proxy's default certificate, use a domain of your own, or add \"%s\" to \"privateResolvers\" of the proxy if it asks an authority of your own."
                        .formatted(resolver));
    }

    private static Problem ofProxy(Catalog catalog, String resolver, Hostname hostname) {
        String target =
                catalog.inventory().target(Wave.ROUTING).map(Target::name).orElse("?");
        return new Problem(
                "private name without certificate",
                catalog.inventoryPositions().at("targets." + target + ".certResolver"),
                "\"%s\" is a private name, for which no public authority gives a certificate; so \"%s\" would get none."
                        .formatted(hostname, resolver),
                "remove \"certResolver\" for the proxy's default certificate, use a domain of your own, or add \"%s\" to \"privateResolvers\" if it asks an authority of your own."
                        .formatted(resolver));
    }

    private static Problem noPlainEntryPoint(Part<Route> part) {
        return problem(
                part,
                "no entry point for this",
                "visitors are to come without TLS, and the inventory does not say where the proxy lets them in.",
                "add \"plainEntryPoint\" to the proxy, or remove \"tls\" here.");
    }

    private static Problem noEncryptedEntryPoint(Part<Route> part, String tls) {
        return problem(
                part,
                "no entry point for this",
                "\"%s\" is about certificates, and by its \"url\" the proxy lets visitors in without TLS."
                        .formatted(tls),
                "remove \"tls\" here, or write where visitors enter with TLS under \"url\" of the proxy.");
    }

    private static Problem problem(Part<Route> part, String summary, String detail, String fix) {
        return new Problem(summary, part.definition().positions().at(part.path() + ".tls"), detail, fix);
    }
}
