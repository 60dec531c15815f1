// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.SsoApp;
import dev.homelab.model.name.SecretRef;
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

    SsoApp build() {
        return new SsoApp(kind, groups, redirectUris, clientId, clientSecret, rotation, acsUrl, audience, domain);
    }
}
