// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static java.util.stream.Collectors.joining;

import dev.homelab.adapter.support.http.Apis;
import dev.homelab.adapter.support.secret.ClientSecrets;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.SecretRef;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the services of a catalog ask of an Authentik server. Pure. */
final class SignOns {

    private final ResolvedCatalog catalog;
    private final URI server;
    private final ClientSecrets secrets;

    /**
     * @param server where visitors find the server
     */
    SignOns(ResolvedCatalog catalog, URI server, ClientSecrets secrets) {
        this.catalog = catalog;
        this.server = server;
        this.secrets = secrets;
    }

    /**
     * Returns the sign-ons of a service: one for every name that the proxy asks at, one if the service asks by itself, none
     * if it shares that of the whole domain, which a person made.
     */
    Stream<SignOn> of(Service service) {
        return service.sso().stream().flatMap(sso -> switch (sso.kind()) {
            case FORWARD_AUTH -> service.sharesSignIn() ? Stream.empty() : forwardAuth(service, sso);
            case OIDC -> inService(service, sso, oidc(service, sso)).stream();
            case SAML -> sso.acsUrl().flatMap(url -> inService(service, sso, saml(service, sso, url))).stream();
            case NONE -> Stream.empty();
        });
    }

    private Stream<SignOn> forwardAuth(Service service, SsoApp sso) {
        List<String> urls = urls(service).toList();
        return IntStream.rangeClosed(1, urls.size()).mapToObj(place -> {
            String url = urls.get(place - 1);
            SignOn.Application shown = application(service, sso, url);
            Provider provider = new Provider.Proxy(
                    providerName(service, place),
                    Provider.Proxy.FORWARD,
                    url,
                    "",
                    sso.publicPaths().map(SignOns::patterns).orElse(""),
                    sso.basicAuth(),
                    true);
            return new SignOn(
                    Mark.slug(service.originalName(), place),
                    Optional.of(place == 1 ? shown : shown.asHidden()),
                    Optional.of(provider),
                    unsaid(sso));
        });
    }

    private Optional<SignOn> inService(Service service, SsoApp sso, Provider provider) {
        return urls(service)
                .findFirst()
                .map(url -> new SignOn(
                        service.originalName().value(),
                        Optional.of(application(service, sso, url)),
                        Optional.of(provider),
                        unsaid(sso)));
    }

    /** Returns what is wanted where something is there: what the definitions do not say stays as it is. */
    static List<Desired<SignOn>> completed(List<Desired<SignOn>> desired, List<Observed<SignOn>> observed) {
        Map<String, SignOn> present = new HashMap<>();
        observed.forEach(found -> present.put(found.key(), found.resource()));
        return desired.stream()
                .map(want -> Optional.ofNullable(present.get(want.resource().key()))
                        .map(there ->
                                new Desired<>(want.service(), want.resource().over(there)))
                        .orElse(want))
                .toList();
    }

    private static Unmanaged unsaid(SsoApp sso) {
        Map<String, Boolean> words = new TreeMap<>();
        words.put("basicAuth", sso.basicAuth().isPresent());
        words.put("category", sso.category().isPresent());
        words.put("client", sso.client().isPresent());
        words.put("icon", sso.icon().isPresent());
        words.put("publicPaths", sso.publicPaths().isPresent());
        words.put(
                "scopes",
                sso.scopes().isPresent()
                        || sso.emailVerified().isPresent()
                        || sso.offlineAccess().isPresent());
        words.values().removeIf(isSaid -> isSaid);
        return new Unmanaged(Map.of(), Map.of(), List.copyOf(words.keySet()));
    }

    /** Returns the patterns that the outpost compares paths with: a path and all that is below it. */
    private static String patterns(List<String> paths) {
        return paths.stream()
                .map(path -> "^" + path.replaceAll("[^A-Za-z0-9/_-]", "\\\\$0") + (path.endsWith("/") ? "" : "(/|$)"))
                .collect(joining("\n"));
    }

    /** Returns what a client learns of visitors, sorted. */
    private static List<String> mappings(SsoApp sso) {
        Set<String> scopes = new LinkedHashSet<>(sso.scopes().orElse(Provider.OAuth2.SCOPES));
        if (sso.offlineAccess().orElse(false)) {
            scopes.add("offline_access");
        }
        if (sso.emailVerified().orElse(false)) {
            scopes.remove("email");
            scopes.add(Provider.OAuth2.EMAIL_VERIFIED);
        }
        return scopes.stream().map(Provider.OAuth2::mapping).sorted().toList();
    }

    private SignOn.Application application(Service service, SsoApp sso, String url) {
        Owner owner = new Owner(catalog.inventory().homelab(), service.name());
        return SignOn.Application.of(
                service.displayName(),
                url,
                Mark.publisher(owner),
                sso.icon().orElse(""),
                sso.category().orElse(""),
                sso.groups());
    }

    /** A service that was renamed keeps its slug, which services know, and the provider's name contains the slug. */
    private String providerName(Service service, int place) {
        return Mark.providerName(new Owner(catalog.inventory().homelab(), service.originalName()), place);
    }

    private Provider oidc(Service service, SsoApp sso) {
        String clientId = secrets.open(catalog, service.name(), SecretRef.CLIENT_ID);
        return new Provider.OAuth2(
                providerName(service, 1),
                sso.client().orElse(SsoApp.Client.CONFIDENTIAL).name().toLowerCase(Locale.ROOT),
                clientId,
                secrets.seal(clientId, secrets.open(catalog, service.name(), SecretRef.CLIENT_SECRET)),
                sso.redirectUris().stream().map(Provider.Redirect::to).toList(),
                Provider.OAuth2.GRANTS,
                mappings(sso),
                Provider.OWN_KEY,
                "hashed_user_id",
                "per_provider");
    }

    /** The issuer is set, since servers before 2026.5 all call themselves the same otherwise. */
    private Provider saml(Service service, SsoApp sso, URI acsUrl) {
        String issuer = Apis.withoutSlash(server) + "/application/saml/" + service.originalName() + "/metadata/";
        return new Provider.Saml(
                providerName(service, 1),
                acsUrl.toString(),
                sso.audience().orElseGet(acsUrl::toString),
                "post",
                issuer,
                Provider.Saml.MAPPINGS,
                Provider.OWN_KEY,
                true,
                false);
    }

    /** Returns the addresses that the outpost distinguishes: one for each hostname, whatever paths its routes take. */
    private Stream<String> urls(Service service) {
        return urls(service, catalog.inventory());
    }

    static Stream<String> urls(Service service, Inventory inventory) {
        Map<Hostname, String> urls = new LinkedHashMap<>();
        for (Route route : service.routes()) {
            if (!route.isHttp() || route.requiredHostname().isWildcard()) {
                continue; // no outpost is asked
            }
            URI url = route.visitUrl(inventory);
            urls.putIfAbsent(route.requiredHostname(), url.getScheme() + "://" + url.getRawAuthority());
        }
        return urls.values().stream();
    }
}
