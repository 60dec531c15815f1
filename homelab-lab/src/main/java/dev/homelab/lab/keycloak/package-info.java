// SPDX-License-Identifier: Apache-2.0
/**
 * A Keycloak server of release 26 with one realm, {@code home}, as far as its admin API, its tokens for service accounts and its discovery document
 * go. Start at {@link dev.homelab.lab.keycloak.FakeKeycloak}; {@code Clients} is what the realm does with a client.
 */
@NullMarked
package dev.homelab.lab.keycloak;

import org.jspecify.annotations.NullMarked;
