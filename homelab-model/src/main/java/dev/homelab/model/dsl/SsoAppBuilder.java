// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.SsoApp;
import dev.homelab.model.value.SecretRef;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what an {@link SsoApp} is to be. */
public final class SsoAppBuilder {

    private final SsoApp.Kind kind;
    private final Set<String> groups = new LinkedHashSet<>();
    private final List<String> redirectUris = new ArrayList<>();
    private Optional<String> clientId = Optional.empty();
    private Optional<SecretRef> clientSecret = Optional.empty();
    private Optional<Integer> rotation = Optional.empty();
    private Optional<URI> acsUrl = Optional.empty();
    private Optional<String> audience = Optional.empty();
    private Optional<Boolean> domain = Optional.empty();
    private Optional<List<String>> scopes = Optional.empty();
    private Optional<Boolean> emailVerified = Optional.empty();
    private Optional<Boolean> offlineAccess = Optional.empty();
    private Optional<SsoApp.Client> client = Optional.empty();
    private Optional<List<String>> publicPaths = Optional.empty();
    private Optional<SsoApp.BasicAuth> basicAuth = Optional.empty();
    private Optional<String> icon = Optional.empty();
    private Optional<String> category = Optional.empty();

    SsoAppBuilder(SsoApp.Kind kind) {
        this.kind = kind;
    }

    /** Lets a group pass; without any, everyone who can sign in may. */
    public SsoAppBuilder group(String name) {
        groups.add(name);
        return this;
    }

    public SsoAppBuilder redirectUri(String address) {
        redirectUris.add(address);
        return this;
    }

    public SsoAppBuilder clientId(String id) {
        clientId = Optional.of(id);
        return this;
    }

    /** Says where the client's secret is, such as {@code env:PHOTOS_CLIENT_SECRET}. */
    public SsoAppBuilder clientSecret(String reference) {
        clientSecret = Optional.of(SecretRef.of(reference));
        return this;
    }

    public SsoAppBuilder rotation(int number) {
        rotation = Optional.of(number);
        return this;
    }

    public SsoAppBuilder acsUrl(String address) {
        acsUrl = Optional.of(URI.create(address));
        return this;
    }

    public SsoAppBuilder audience(String name) {
        audience = Optional.of(name);
        return this;
    }

    /** Says whether the one sign-in that a person made for the whole domain is asked, instead of one of its own. */
    public SsoAppBuilder domain(boolean value) {
        domain = Optional.of(value);
        return this;
    }

    /** Says all that the service may learn of visitors, such as {@code openid} and {@code email}. */
    public SsoAppBuilder scopes(String... names) {
        scopes = Optional.of(List.of(names));
        return this;
    }

    /** Says whether the address of every visitor counts as verified. */
    public SsoAppBuilder emailVerified(boolean value) {
        emailVerified = Optional.of(value);
        return this;
    }

    /** Says whether the service gets tokens that outlast the visit. */
    public SsoAppBuilder offlineAccess(boolean value) {
        offlineAccess = Optional.of(value);
        return this;
    }

    public SsoAppBuilder client(SsoApp.Client value) {
        client = Optional.of(value);
        return this;
    }

    /** Says which paths everyone may reach, with all that is below them; none at all without an argument. */
    public SsoAppBuilder publicPaths(String... paths) {
        publicPaths = Optional.of(List.of(paths));
        return this;
    }

    /** Says which attributes of a visitor hold the user and the password that the service asks for. */
    public SsoAppBuilder basicAuth(String user, String password) {
        basicAuth = Optional.of(new SsoApp.BasicAuth(user, password));
        return this;
    }

    public SsoAppBuilder icon(String address) {
        icon = Optional.of(address);
        return this;
    }

    public SsoAppBuilder category(String name) {
        category = Optional.of(name);
        return this;
    }

    SsoApp build() {
        return new SsoApp(
                kind,
                groups,
                redirectUris,
                clientId,
                clientSecret,
                rotation,
                acsUrl,
                audience,
                domain,
                scopes,
                emailVerified,
                offlineAccess,
                client,
                publicPaths,
                basicAuth,
                icon,
                category);
    }
}
