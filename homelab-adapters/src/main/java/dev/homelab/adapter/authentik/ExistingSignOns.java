// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static java.util.stream.Collectors.toCollection;

import dev.homelab.adapter.support.http.Apis;
import dev.homelab.adapter.support.secret.ClientSecrets;
import dev.homelab.model.Definition;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.Hostname;
import dev.homelab.provision.Existing;
import dev.homelab.provision.Existing.Part;
import dev.homelab.provision.Observed;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The sign-ons by hand that belong to services, as their definitions would say them. Pure.
 *
 * <p>One belongs to a service that is visited at one of its addresses, or that has the name of its slug. What would let other people pass,
 * or send them elsewhere, once homelab manages it is not said in a definition: such a sign-on stays as it is.
 */
final class ExistingSignOns {

    private static final String FORM_OF_ID = "[A-Za-z0-9._-]{1,255}";

    private final List<SignOn> unmanaged;
    private final List<Definition> definitions;
    private final Inventory inventory;
    private final URI server;
    private final ClientSecrets secrets;

    /**
     * Prepares a look.
     *
     * @param observed what the server holds, managed or not
     * @param server where visitors find the server
     * @param secrets opens those that were read
     */
    ExistingSignOns(
            List<Observed<SignOn>> observed,
            List<Definition> definitions,
            Inventory inventory,
            URI server,
            ClientSecrets secrets) {
        this.unmanaged = observed.stream()
                .filter(seen -> seen.owner().isEmpty())
                .map(Observed::resource)
                .toList();
        this.definitions = definitions;
        this.inventory = inventory;
        this.server = server;
        this.secrets = secrets;
    }

    Existing existing() {
        List<Part> parts = new ArrayList<>();
        for (SignOn signOn : unmanaged) {
            owner(signOn)
                    .flatMap(service -> signOn.application().map(shown -> part(service, signOn, shown)))
                    .ifPresent(parts::add);
        }
        return new Existing(parts, unmanaged.size() - parts.size());
    }

    private Optional<Service> owner(SignOn signOn) {
        Set<String> hosts = hosts(signOn);
        return services()
                .filter(service -> service.originalName().value().equals(signOn.slug()))
                .findFirst()
                .or(() -> services()
                        .filter(service -> hostnames(service).stream().anyMatch(hosts::contains))
                        .findFirst());
    }

    private Part part(Service service, SignOn signOn, SignOn.Application shown) {
        String name = signOn.slug();
        Map<String, Object> sso = new LinkedHashMap<>();
        Map<String, String> values = new LinkedHashMap<>();
        Optional<String> reason = hindrance(service, signOn, shown)
                .or(() -> signOn.provider()
                        .map(provider -> said(service, provider, sso, values))
                        .orElseGet(() -> Optional.of("It has no provider, so no visitor is asked to sign in.")));
        if (reason.isPresent()) {
            return Part.lost(service.name(), name, reason.get() + " It stays as it is, unmanaged.");
        }
        List<String> groups =
                shown.bindings().stream().map(SignOn.Binding::group).distinct().toList();
        if (!groups.isEmpty()) {
            sso.put("groups", groups);
        }
        Map<String, Object> keys = new LinkedHashMap<>();
        if (!shown.title().equals(service.name().value())) {
            keys.put("title", shown.title());
        }
        keys.put("sso", sso);
        return new Part(service.name(), name, keys, values, lost(service, signOn, shown));
    }

    /** Returns why a definition cannot say who may pass. */
    private static Optional<String> hindrance(Service service, SignOn signOn, SignOn.Application shown) {
        if (!service.originalName().value().equals(signOn.slug())) {
            return Optional.of("Its slug is \"%s\", and homelab manages one of the service's name, \"%s\"."
                    .formatted(signOn.slug(), service.originalName()));
        }
        if (service.firstPage().isEmpty()) {
            return Optional.of("The service has no route, so nothing says where its visitors come from.");
        }
        return shown.bindings().stream()
                .filter(binding -> !binding.isPlain())
                .findFirst()
                .map(binding -> "The group \"%s\" is bound to it in a way that a definition has no word for (%s)."
                        .formatted(
                                binding.group(),
                                binding.negate() ? "negated" : binding.enabled() ? "passes on errors" : "disabled"));
    }

    /** Notes what the definition says of a provider, or returns why it cannot. */
    private Optional<String> said(
            Service service, Provider provider, Map<String, Object> sso, Map<String, String> values) {
        if (provider instanceof Provider.Proxy proxy) {
            sso.put("kind", "forward-auth");
            return proxyHindrance(service, proxy);
        }
        if (provider instanceof Provider.OAuth2 oauth2) {
            return oidc(oauth2, sso, values);
        }
        if (provider instanceof Provider.Saml saml) {
            return saml(service, saml, sso);
        }
        return Optional.of("No definition has a provider of its kind, %s.".formatted(provider.type()));
    }

    private Optional<String> proxyHindrance(Service service, Provider.Proxy proxy) {
        if (!proxy.mode().equals(Provider.Proxy.FORWARD)) {
            return Optional.of("Its provider is of mode %s, and homelab makes those of mode forward_single."
                    .formatted(proxy.mode()));
        }
        Set<String> origins = origins(service);
        if (!origins.equals(Set.of(Provider.origin(proxy.externalHost())))) {
            return Optional.of("Its provider is for %s, and the service is visited at %s."
                    .formatted(proxy.externalHost(), String.join(", ", origins)));
        }
        if (!proxy.served()) {
            return Optional.of("Its provider is not on the outpost.");
        }
        boolean isAsked = service.routes().stream()
                .filter(Route::isHttp)
                .allMatch(route ->
                        route.middlewares().filter(all -> !all.isEmpty()).isPresent());
        return isAsked
                ? Optional.empty()
                : Optional.of(
                        "The proxy leads visitors to the service through no middleware, so none is asked to sign in.");
    }

    private Optional<String> oidc(Provider.OAuth2 oauth2, Map<String, Object> sso, Map<String, String> values) {
        Optional<Provider.Redirect> unsayable = oauth2.redirects().stream()
                .filter(redirect -> !redirect.equals(Provider.Redirect.to(redirect.url())))
                .findFirst();
        if (unsayable.isPresent()) {
            return Optional.of("Its redirect URI %s is %s, and a definition has plain ones alone."
                    .formatted(
                            unsayable.get().url(),
                            unsayable.get().mode().equals("regex")
                                    ? "a pattern"
                                    : "one for " + unsayable.get().use()));
        }
        if (oauth2.redirects().isEmpty() || !oauth2.clientId().matches(FORM_OF_ID)) {
            return Optional.of(
                    "Its client id or its redirect URIs are empty, or in a form that a definition cannot say.");
        }
        sso.put("kind", "oidc");
        sso.put(
                "redirectUris",
                oauth2.redirects().stream().map(Provider.Redirect::url).toList());
        sso.put("clientId", oauth2.clientId());
        values.put("sso.clientSecret", oauth2.openedBy(secrets));
        return Optional.empty();
    }

    private Optional<String> saml(Service service, Provider.Saml saml, Map<String, Object> sso) {
        String issuer = Apis.withoutSlash(server) + "/application/saml/" + service.originalName() + "/metadata/";
        if (!saml.binding().equals("post")
                || saml.audience().isEmpty()
                || !(saml.issuer().isEmpty() || saml.issuer().equals(issuer))) {
            return Optional.of(
                    "Its provider answers by %s, for the audience \"%s\", as the issuer \"%s\"; homelab makes those that answer by post, for one audience, as \"%s\"."
                            .formatted(saml.binding(), saml.audience(), saml.issuer(), issuer));
        }
        sso.put("kind", "saml");
        sso.put("acsUrl", saml.acsUrl());
        if (!saml.audience().equals(saml.acsUrl())) {
            sso.put("audience", saml.audience());
        }
        return Optional.empty();
    }

    /** Returns what is different once it is managed, although it decides nothing. */
    private Map<String, String> lost(Service service, SignOn signOn, SignOn.Application shown) {
        Map<String, String> lost = new LinkedHashMap<>();
        String page = shown.launchUrl().isEmpty()
                ? signOn.provider().map(Provider::page).orElse("")
                : shown.launchUrl();
        String ours = url(service);
        if (!Provider.isSamePage(page, ours)) {
            lost.put("meta_launch_url", "It leads to \"%s\", and is to lead to \"%s\".".formatted(page, ours));
        }
        if (!shown.publisher().isEmpty()) {
            lost.put("meta_publisher", "\"%s\" gives way to the mark of homelab.".formatted(shown.publisher()));
        }
        if (shown.hidden()) {
            lost.put("meta_hide", "It is hidden on people's page, and is to be shown.");
        }
        signOn.provider()
                .filter(Provider.OAuth2.class::isInstance)
                .map(Provider.OAuth2.class::cast)
                .filter(oauth2 -> !oauth2.grants().containsAll(Provider.OAuth2.GRANTS))
                .ifPresent(oauth2 -> lost.put(
                        "grant_types",
                        "They are %s, and are to be %s."
                                .formatted(
                                        String.join(", ", oauth2.grants()),
                                        String.join(", ", Provider.OAuth2.GRANTS))));
        return lost;
    }

    private String url(Service service) {
        return origins(service).stream().findFirst().orElse("");
    }

    private Set<String> origins(Service service) {
        return SignOns.urls(service, inventory).collect(toCollection(LinkedHashSet::new));
    }

    private Stream<Service> services() {
        return definitions.stream().map(Definition::service);
    }

    private static Set<String> hostnames(Service service) {
        return service.routes().stream()
                .flatMap(route -> route.hostname().stream())
                .map(Hostname::value)
                .collect(toCollection(TreeSet::new));
    }

    /** Returns the hosts of all addresses that it leads to. */
    private static Set<String> hosts(SignOn signOn) {
        Stream<String> ofProvider = signOn.provider().stream().flatMap(provider -> {
            if (provider instanceof Provider.Proxy proxy) {
                return proxy.mode().equals("forward_domain") ? Stream.empty() : Stream.of(proxy.externalHost());
            }
            if (provider instanceof Provider.OAuth2 oauth2) {
                return oauth2.redirects().stream().map(Provider.Redirect::url);
            }
            return provider instanceof Provider.Saml saml ? Stream.of(saml.acsUrl()) : Stream.empty();
        });
        Stream<String> shown = signOn.application().map(SignOn.Application::launchUrl).stream();
        return Stream.concat(ofProvider, shown)
                .map(Provider::origin)
                .map(origin -> origin.replaceFirst("^https?://", "").replaceFirst(":\\d+$", ""))
                .filter(host -> !host.isEmpty())
                .collect(toCollection(TreeSet::new));
    }
}
