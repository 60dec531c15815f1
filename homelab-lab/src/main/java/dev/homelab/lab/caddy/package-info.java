// SPDX-License-Identifier: Apache-2.0
/**
 * A stand-in for Caddy v2 with a Caddyfile: strict about files, with its admin API and a working proxy.
 *
 * <p>Start at {@link dev.homelab.lab.caddy.FakeCaddy}. Behaviour follows v2.11.7, of which it knows the directives that lead visitors to
 * other servers.
 */
@NullMarked
package dev.homelab.lab.caddy;

import org.jspecify.annotations.NullMarked;
