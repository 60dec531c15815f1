// SPDX-License-Identifier: Apache-2.0
/**
 * Sign-ons of an Authentik server, by forward auth, OpenID Connect and SAML, 2024.12 to 2026.8. Start reading at {@link
 * dev.homelab.adapter.authentik.AuthentikProvisioner} and {@link dev.homelab.adapter.authentik.SignOn}.
 *
 * <p>{@code AuthentikRows} turns what the server holds into sign-ons and is pure; {@code SignOnBatch} decides the order
 * of the calls; {@code SignOnWriter} and {@code ProviderWriter} make them. Fields that a sign-on does not have, such as an icon or a flow that a
 * person chose, are never sent.
 */
@NullMarked
package dev.homelab.adapter.authentik;

import org.jspecify.annotations.NullMarked;
