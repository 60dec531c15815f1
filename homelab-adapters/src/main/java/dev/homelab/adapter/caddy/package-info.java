// SPDX-License-Identifier: Apache-2.0
/**
 * Routes as files of a Caddy v2 that its Caddyfile imports, over SSH: one file for each service that has routes.
 *
 * <p>Start at {@link dev.homelab.adapter.caddy.CaddyProvisioner}. What is written into a file goes through {@link
 * dev.homelab.adapter.caddy.CaddyToken}. The Caddyfile itself, and files without our mark, are never written.
 */
@NullMarked
package dev.homelab.adapter.caddy;

import org.jspecify.annotations.NullMarked;
