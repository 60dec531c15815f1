// SPDX-License-Identifier: Apache-2.0
/**
 * A stand-in for Authelia: its configuration from several files with the filter for templates, which it reads when it starts, its
 * answers to proxies, and its sign-in by OpenID Connect.
 *
 * <p>Start at {@link dev.homelab.lab.authelia.FakeAuthelia}. Behaviour follows v4.39.
 */
@NullMarked
package dev.homelab.lab.authelia;

import org.jspecify.annotations.NullMarked;
