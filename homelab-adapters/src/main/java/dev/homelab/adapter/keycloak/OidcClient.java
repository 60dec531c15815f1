// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.keycloak;

import dev.homelab.model.Service;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.provision.Resource;
import dev.homelab.provision.RestoreOnly;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client of the realm: what lets one service ask Keycloak who its visitors are.
 *
 * @param clientId what the service calls itself
 * @param kind {@code confidential}, {@code public}, or what a person made that is neither
 * @param enabled whether visitors may sign in by it at all
 * @param standardFlow whether they may do so in a browser
 * @param title its name in Keycloak
 * @param url the page of the service
 * @param secret of a confidential client
 * @param redirectUris where visitors come back to, sorted
 * @param scopes what tokens say of visitors by themselves, sorted; without the scopes that Keycloak needs for its own work
 * @param optionalScopes what they say when the service asks for it, sorted
 * @param groups who is meant to pass, sorted; with any, tokens say which groups a visitor is in. Keycloak itself refuses no visitor
 * @param rest what the definition does not say, which decides nothing
 */
public record OidcClient(
        String clientId,
        String kind,
        boolean enabled,
        boolean standardFlow,
        String title,
        String url,
        Optional<EncryptedSecret> secret,
        List<String> redirectUris,
        List<String> scopes,
        List<String> optionalScopes,
        List<String> groups,
        @RestoreOnly Rest rest)
        implements Resource {

    static final String CONFIDENTIAL = "confidential";

    /** A client without a secret, whose service proves itself by PKCE. */
    static final String PUBLIC = "public";

    /** A client without a secret and without that proof, as people make it. */
    static final String PUBLIC_WITHOUT_PKCE = "public without PKCE";

    /**
     * What is needed beside the rest to make a client again, and how much a definition leaves open.
     *
     * @param representation all that Keycloak sends of it, as JSON without secrets
     * @param leavesScopes whether the definition says nothing of scopes; false for what is observed
     */
    public record Rest(String representation, boolean leavesScopes) {}

    public OidcClient {
        redirectUris = redirectUris.stream().distinct().sorted().toList();
        scopes = scopes.stream().distinct().sorted().toList();
        optionalScopes = optionalScopes.stream().distinct().sorted().toList();
        groups = groups.stream().distinct().sorted().toList();
    }

    /** Returns where the service is visited; empty if that is no one page. */
    static String page(Service service, Inventory inventory) {
        return service.firstPage()
                .map(route -> route.visitUrl(inventory).toString())
                .orElse("");
    }

    /** Returns this as it is wanted where {@code present} is there: what the definition does not say stays. */
    OidcClient over(OidcClient present) {
        return new OidcClient(
                clientId,
                kind,
                enabled,
                standardFlow,
                title,
                url,
                secret,
                redirectUris,
                rest.leavesScopes() ? present.scopes : scopes,
                rest.leavesScopes() ? present.optionalScopes : optionalScopes,
                groups,
                new Rest(present.rest.representation(), rest.leavesScopes()));
    }

    @Override
    public String key() {
        return clientId;
    }

    @Override
    public String summary() {
        return "sign-in for " + (url.isEmpty() ? title : url)
                + (groups.isEmpty() ? "" : ", meant for " + String.join(", ", groups));
    }

    @Override
    public String fieldName(String path) {
        return switch (path) {
            case "kind" -> "sso.client";
            case "secret" -> "sso.clientSecret";
            case "optionalScopes" -> "sso.scopes";
            case "redirectUris", "scopes", "groups" -> "sso." + path;
            default -> path;
        };
    }

    @Override
    public Optional<String> unadoptable() {
        return List.of(CONFIDENTIAL, PUBLIC, PUBLIC_WITHOUT_PKCE).contains(kind)
                ? Optional.empty()
                : Optional.of("it is a client of another kind (%s); delete it first, or write another \"clientId\""
                        .formatted(kind));
    }

    /** Two are equal whatever else was set by hand. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OidcClient that
                && clientId.equals(that.clientId)
                && kind.equals(that.kind)
                && enabled == that.enabled
                && standardFlow == that.standardFlow
                && title.equals(that.title)
                && url.equals(that.url)
                && secret.equals(that.secret)
                && redirectUris.equals(that.redirectUris)
                && scopes.equals(that.scopes)
                && optionalScopes.equals(that.optionalScopes)
                && groups.equals(that.groups);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                clientId,
                kind,
                enabled,
                standardFlow,
                title,
                url,
                secret,
                redirectUris,
                scopes,
                optionalScopes,
                groups);
    }
}
