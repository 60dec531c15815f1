// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.homelab.adapter.support.secret.ClientSecrets;
import dev.homelab.model.SsoApp;
import dev.homelab.model.value.EncryptedSecret;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What asks visitors to sign in, one record for each kind that services ask for. What it points at (mappings of properties
 * and keys) is named, not given by the server's own keys.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Provider.Proxy.class, name = "proxy"),
    @JsonSubTypes.Type(value = Provider.OAuth2.class, name = "oauth2"),
    @JsonSubTypes.Type(value = Provider.Saml.class, name = "saml"),
    @JsonSubTypes.Type(value = Provider.Other.class, name = "other")
})
public sealed interface Provider {

    /** The key pair that every server makes for itself. */
    String OWN_KEY = "authentik Self-signed Certificate";

    Pattern ORIGIN = Pattern.compile("https?://[^/?#]+");

    /** Returns its name, unique at the server; ours is our mark. */
    String name();

    /** Returns its type, as the server calls it. */
    String type();

    /** Returns what is sent about visitors; nothing where the server decides that. */
    default List<String> mappings() {
        return List.of();
    }

    /** Returns what it signs with; empty for no key. */
    default String signingKey() {
        return "";
    }

    /** Returns the page that the server leads to by itself, where an application says none; empty if it leads nowhere. */
    default String page() {
        return "";
    }

    /** Returns scheme, host and port of an address; empty if it is none of a page. */
    static String origin(String url) {
        Matcher origin = ORIGIN.matcher(url);
        return origin.lookingAt() ? origin.group() : "";
    }

    /** Returns whether two addresses are of one page: a slash at the end makes no difference. */
    static boolean isSamePage(String one, String other) {
        return one.replaceFirst("/$", "").equals(other.replaceFirst("/$", ""));
    }

    /** Returns this as it is wanted where {@code present}, of the same kind, is there. */
    default Provider over(Provider present, Unmanaged words) {
        return this;
    }

    /** Returns where providers of its kind are, below {@code providers/}. */
    default String path() {
        throw new IllegalStateException("No path for " + type() + ". This is a bug in homelab.");
    }

    /**
     * Asks in front of a service, which knows nothing of it.
     *
     * @param mode such as {@code forward_single}
     * @param externalHost the address visitors type
     * @param internalHost where requests are passed on to in mode {@code proxy}; empty otherwise
     * @param publicPaths patterns of paths that everyone may reach, one a line; empty for none
     * @param basicAuth what the service learns of a visitor by basic authentication; nothing for not at all
     * @param served whether it is on the outpost
     */
    record Proxy(
            String name,
            String mode,
            String externalHost,
            String internalHost,
            String publicPaths,
            Optional<SsoApp.BasicAuth> basicAuth,
            boolean served)
            implements Provider {

        static final String FORWARD = "forward_single";

        @Override
        public String type() {
            return "authentik_providers_proxy.proxyprovider";
        }

        @Override
        public String page() {
            return externalHost;
        }

        @Override
        public Provider over(Provider present, Unmanaged words) {
            Proxy there = (Proxy) present;
            return new Proxy(
                    name,
                    mode,
                    isSamePage(there.externalHost, externalHost) ? there.externalHost : externalHost,
                    internalHost,
                    words.leaves("publicPaths") ? there.publicPaths : publicPaths,
                    words.leaves("basicAuth") ? there.basicAuth : basicAuth,
                    served);
        }

        @Override
        public String path() {
            return "proxy";
        }
    }

    /**
     * Asks for a service that speaks OpenID Connect.
     *
     * @param clientType {@code confidential}, or {@code public} for a client that can keep no secret
     * @param clientId what the service calls itself
     * @param clientSecret the secret of the two
     * @param redirects where visitors may be sent back to
     * @param grants how the service may get a token; servers before 2026.5 know no such list
     * @param mappings what is sent about visitors, sorted
     * @param signingKey what tokens are signed with; empty for the client secret
     * @param subMode what the service knows a visitor by
     * @param issuerMode {@code per_provider}, or {@code global}
     */
    record OAuth2(
            String name,
            String clientType,
            String clientId,
            EncryptedSecret clientSecret,
            List<Redirect> redirects,
            List<String> grants,
            List<String> mappings,
            String signingKey,
            String subMode,
            String issuerMode)
            implements Provider {

        static final List<String> GRANTS = List.of("authorization_code", "refresh_token");
        static final List<String> SCOPES = List.of("email", "openid", "profile");
        private static final String SCOPE = "goauthentik.io/providers/oauth2/scope-";

        /** The mapping of our own that says that the address of a visitor is verified, which Authentik's own denies since 2025.10. */
        static final String EMAIL_VERIFIED = "homelab email verified";

        /** Returns the name of a mapping: one of Authentik's own by its scope, or any other by its name. */
        static String mapping(String scope) {
            return Set.of("email", "openid", "profile", "offline_access", "entitlements")
                            .contains(scope)
                    ? SCOPE + scope
                    : scope;
        }

        /** Returns the client's secret. Journals of earlier versions have those that were sealed for the name of the provider. */
        String openedBy(ClientSecrets secrets) {
            try {
                return secrets.open(clientId, clientSecret);
            } catch (IllegalArgumentException e) {
                return secrets.open(name, clientSecret);
            }
        }

        @Override
        public String type() {
            return "authentik_providers_oauth2.oauth2provider";
        }

        /** The host that visitors are first sent back to. */
        @Override
        public String page() {
            return redirects.isEmpty() ? "" : origin(redirects.get(0).url());
        }

        /** An empty list of grants refuses every login, so that one is not left. */
        @Override
        public Provider over(Provider present, Unmanaged words) {
            OAuth2 there = (OAuth2) present;
            return new OAuth2(
                    name,
                    words.leaves("client") ? there.clientType : clientType,
                    clientId,
                    clientSecret,
                    redirects,
                    there.grants.containsAll(grants) ? there.grants : grants,
                    words.leaves("scopes") ? there.mappings : mappings,
                    there.signingKey,
                    there.subMode,
                    there.issuerMode);
        }

        @Override
        public String path() {
            return "oauth2";
        }
    }

    /**
     * An address of a service.
     *
     * @param mode {@code strict}, or {@code regex}
     * @param url the address, or a pattern of it
     * @param use {@code authorization}, or {@code logout} for after a visitor has left
     */
    record Redirect(String mode, String url, String use) {

        static Redirect to(String url) {
            return new Redirect("strict", url, "authorization");
        }
    }

    /**
     * Asks for a service that speaks SAML 2.
     *
     * @param acsUrl where assertions are sent
     * @param audience whom they are for; empty for anybody
     * @param binding {@code post}, or {@code redirect}
     * @param issuer what the server calls itself; empty for what it does by itself since 2026.5
     * @param mappings what is sent about visitors, sorted
     * @param signingKey what is signed with; empty for nothing
     * @param signsAssertions whether each assertion is signed
     * @param signsResponses whether the whole answer is
     */
    record Saml(
            String name,
            String acsUrl,
            String audience,
            String binding,
            String issuer,
            List<String> mappings,
            String signingKey,
            boolean signsAssertions,
            boolean signsResponses)
            implements Provider {

        static final List<String> MAPPINGS = List.of(
                "goauthentik.io/providers/saml/email",
                "goauthentik.io/providers/saml/groups",
                "goauthentik.io/providers/saml/ms-windowsaccountname",
                "goauthentik.io/providers/saml/name",
                "goauthentik.io/providers/saml/uid",
                "goauthentik.io/providers/saml/upn",
                "goauthentik.io/providers/saml/username");

        @Override
        public String type() {
            return "authentik_providers_saml.samlprovider";
        }

        @Override
        public String page() {
            return origin(acsUrl);
        }

        @Override
        public Provider over(Provider present, Unmanaged words) {
            Saml there = (Saml) present;
            return new Saml(
                    name,
                    acsUrl,
                    audience,
                    binding,
                    issuer,
                    there.mappings,
                    there.signingKey.isEmpty() ? signingKey : there.signingKey,
                    signsAssertions || there.signsAssertions,
                    signsResponses || there.signsResponses);
        }

        @Override
        public String path() {
            return "saml";
        }
    }

    /** Of a kind that no service asks for; left alone. */
    record Other(String name, String type) implements Provider {}
}
