// SPDX-License-Identifier: Apache-2.0
/**
 * Clients of a realm of a Keycloak server, by OpenID Connect, 25 and newer. Start at {@link
 * dev.homelab.adapter.keycloak.KeycloakProvisioner} and {@link dev.homelab.adapter.keycloak.OidcClient}.
 *
 * <p>{@code ClientRow} turns what the server sends into clients and back, and is pure; {@code KeycloakApi} signs in and reads lists in
 * pages. What a definition does not say of a client is never sent, so it stays as it was set by hand.
 */
@NullMarked
package dev.homelab.adapter.keycloak;

import org.jspecify.annotations.NullMarked;
