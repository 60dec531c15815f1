// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.homelab.model.pattern.NullTolerant;
import dev.homelab.model.pattern.Patterns;
import dev.homelab.model.value.SecretRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who has to sign in before a service answers, and how.
 *
 * @param kind how the sign-in reaches the service
 * @param groups who may pass, by group at the identity provider; empty for everyone who can sign in
 * @param redirectUris for {@code oidc}: where the identity provider may send visitors back to, letter by letter
 * @param clientId for {@code oidc}: what the service calls itself; derived from the root key when absent
 * @param clientSecret for {@code oidc}: where the secret of the two is; derived from the root key when absent
 * @param rotation for {@code oidc}: raised to derive another secret; 0 when absent
 * @param acsUrl for {@code saml}: where the identity provider sends its assertions
 * @param audience for {@code saml}: whom the assertions are for, as the service calls itself; the {@code acsUrl} when
 *     absent
 * @param domain for {@code forward-auth}: whether the one sign-in that a person made for the whole domain is asked; an
 *     own one is made when absent
 * @param scopes for {@code oidc}: what the service may learn of visitors: {@code openid}, {@code email}, {@code profile},
 *     {@code offline_access}, {@code entitlements}, or the name of a mapping of one's own; whatever is set there when absent
 * @param emailVerified for {@code oidc}: whether the address of every visitor counts as verified
 * @param offlineAccess for {@code oidc}: whether the service gets tokens that outlast the visit
 * @param client for {@code oidc}: whether the service can keep a secret; confidential when absent
 * @param publicPaths for {@code forward-auth}: paths that everyone may reach, with all that is below them; whatever is set
 *     there when absent
 * @param basicAuth for {@code forward-auth}: what the service learns of a visitor by basic authentication; whatever is set
 *     there when absent
 * @param icon the address of a picture on people's page of applications; whatever is set there when absent
 * @param category under which it stands on that page; whatever is set there when absent
 */
public record SsoApp(
        @NotNull(message = "is required, such as forward-auth")
        Kind kind,

        Set<@NotBlank(message = "must not be empty, such as family") String> groups,
        List<
                        @NotNull(message = "must not be empty, such as https://photos.home.arpa/auth/login")
                        @Pattern(
                                regexp = "^[A-Za-z][A-Za-z0-9+.-]*:\\S+$",
                                message = "must be an address, such as https://photos.home.arpa/auth/login")
                        String>
                redirectUris,
        Optional<@Pattern(regexp = "^[A-Za-z0-9._-]{1,255}$", message = "must be an id, such as photos") String>
                clientId,
        Optional<@Valid SecretRef> clientSecret,
        Optional<@Min(value = 0, message = "must be 0 or more, such as 1") Integer> rotation,
        Optional<URI> acsUrl,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as https://wiki.home.arpa") String>
                audience,
        Optional<Boolean> domain,
        Optional<
                        List<
                                @NotNull(message = "must not be empty, such as email")
                                @Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as email") String>>
                scopes,
        Optional<Boolean> emailVerified,
        Optional<Boolean> offlineAccess,
        Optional<Client> client,
        Optional<
                        List<
                                @NotNull(message = "must not be empty, such as /api")
                                @Pattern(
                                        regexp = "^/[^\\s/?#][^\\s?#]*$",
                                        message = "must be a path other than /, such as /api")
                                String>>
                publicPaths,
        Optional<@Valid BasicAuth> basicAuth,
        Optional<
                        @Pattern(
                                regexp = Patterns.TEXT,
                                message = "must not be empty, such as https://example.org/photos.png")
                        String>
                icon,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as Media") String> category) {

    /** Whether a service can keep a secret. */
    public enum Client {
        /** It runs on a server and keeps one. */
        @JsonProperty("confidential")
        CONFIDENTIAL,
        /** It runs in visitors' browsers or on their devices, and proves itself by PKCE. */
        @JsonProperty("public")
        PUBLIC
    }

    /**
     * What a service that asks for a user and a password receives instead of asking.
     *
     * @param user the attribute of a visitor, or of a group, that holds the user
     * @param password the attribute that holds the password
     */
    public record BasicAuth(
            @NotNull(message = "is required, such as sonarr_user")
            @Pattern(regexp = "^[A-Za-z0-9_.-]+$", message = "must be an attribute, such as sonarr_user")
            String user,

            @NotNull(message = "is required, such as sonarr_password")
            @Pattern(regexp = "^[A-Za-z0-9_.-]+$", message = "must be an attribute, such as sonarr_password")
            String password) {}

    /** The ways a sign-in can reach a service. */
    public enum Kind {
        /** The proxy asks the identity provider before it lets a request through; the service knows nothing of it. */
        @JsonProperty("forward-auth")
        FORWARD_AUTH,
        /** The service asks the identity provider by itself, by OpenID Connect. */
        @JsonProperty("oidc")
        OIDC,
        /** The service asks the identity provider by itself, by SAML 2. */
        @JsonProperty("saml")
        SAML,
        /** No sign-in at the proxy; the service has its own, or is for everybody. */
        @JsonProperty("none")
        NONE
    }

    public SsoApp {
        groups = NullTolerant.of(groups);
        redirectUris = NullTolerant.of(redirectUris);
        scopes = scopes.map(NullTolerant::of);
        publicPaths = publicPaths.map(NullTolerant::of);
    }
}
