// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.keycloak;

import static java.util.stream.Collectors.toSet;

import dev.homelab.adapter.support.secret.ClientSecrets;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.Hostname;
import dev.homelab.provision.Existing;
import dev.homelab.provision.Existing.Part;
import dev.homelab.provision.Observed;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says clients that people made as definitions would. Pure. */
final class ExistingClients {

    private static final String FORM_OF_ID = "[A-Za-z0-9._-]{1,255}";

    private final List<OidcClient> unmanaged;
    private final List<Definition> definitions;
    private final Inventory inventory;
    private final ClientSecrets secrets;

    /**
     * Prepares a look.
     *
     * @param observed what the realm holds, managed or not
     * @param secrets opens those that were read
     */
    ExistingClients(
            List<Observed<OidcClient>> observed,
            List<Definition> definitions,
            Inventory inventory,
            ClientSecrets secrets) {
        this.unmanaged = observed.stream()
                .filter(seen -> seen.owner().isEmpty())
                .map(Observed::resource)
                .toList();
        this.definitions = definitions;
        this.inventory = inventory;
        this.secrets = secrets;
    }

    Existing existing() {
        List<Part> parts = new ArrayList<>();
        unmanaged.forEach(client -> owner(client).ifPresent(service -> parts.add(part(service, client))));
        return new Existing(parts, unmanaged.size() - parts.size());
    }

    private Optional<Service> owner(OidcClient client) {
        Set<String> hosts = client.redirectUris().stream()
                .flatMap(address -> host(address).stream())
                .collect(toSet());
        return services()
                .filter(service -> hostnames(service).anyMatch(hosts::contains))
                .findFirst()
                .or(() -> services()
                        .filter(service -> service.originalName().value().equals(client.clientId()))
                        .findFirst());
    }

    private Part part(Service service, OidcClient client) {
        Optional<String> reason = hindrance(client);
        if (reason.isPresent()) {
            return Part.lost(service.name(), client.clientId(), reason.get() + " It stays as it is, unmanaged.");
        }
        Map<String, Object> sso = new LinkedHashMap<>();
        Map<String, String> values = new LinkedHashMap<>();
        sso.put("kind", "oidc");
        sso.put("redirectUris", client.redirectUris());
        sso.put("clientId", client.clientId());
        client.secret()
                .ifPresentOrElse(
                        secret -> values.put("sso.clientSecret", secrets.open(client.clientId(), secret)),
                        () -> sso.put("client", "public"));
        Map<String, Object> keys = new LinkedHashMap<>();
        if (!client.title().isEmpty() && !client.title().equals(service.name().value())) {
            keys.put("title", client.title());
        }
        keys.put("sso", sso);
        return new Part(service.name(), client.clientId(), keys, values, lost(service, client));
    }

    /** Returns why a definition cannot say it. */
    private static Optional<String> hindrance(OidcClient client) {
        if (client.unadoptable().isPresent()) {
            return Optional.of("It is a client of another kind, %s.".formatted(client.kind()));
        }
        if (!client.enabled() || !client.standardFlow()) {
            return Optional.of("Visitors cannot sign in by it: it is disabled, or has no \"Standard flow\".");
        }
        if (!client.clientId().matches(FORM_OF_ID)) {
            return Optional.of("Its client id is in a form that a definition cannot say.");
        }
        if (client.redirectUris().isEmpty()) {
            return Optional.of("It has no redirect URI.");
        }
        return client.redirectUris().stream()
                .filter(address -> address.endsWith("*") || !address.matches("[A-Za-z][A-Za-z0-9+.-]*:\\S+"))
                .findFirst()
                .map(address ->
                        "Its redirect URI %s is a pattern or no whole address, and a definition has whole addresses alone."
                                .formatted(address));
    }

    /** Returns what is different once it is managed, although it decides nothing. */
    private Map<String, String> lost(Service service, OidcClient client) {
        Map<String, String> lost = new LinkedHashMap<>();
        String url = OidcClient.page(service, inventory);
        if (!client.url().equals(url)) {
            lost.put("baseUrl", "It leads to \"%s\", and is to lead to \"%s\".".formatted(client.url(), url));
        }
        if (client.kind().equals(OidcClient.PUBLIC_WITHOUT_PKCE)) {
            lost.put("pkce.code.challenge.method", "It asks for no PKCE, and is to ask for S256.");
        }
        return lost;
    }

    private static Optional<String> host(String address) {
        try {
            return Optional.ofNullable(URI.create(address).getHost());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Stream<Service> services() {
        return definitions.stream().map(Definition::service);
    }

    private static Stream<String> hostnames(Service service) {
        return service.routes().stream()
                .flatMap(route -> route.hostname().stream())
                .map(Hostname::value);
    }
}
