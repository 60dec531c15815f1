// SPDX-License-Identifier: Apache-2.0
/**
 * What Traefik's dynamic configuration may hold, and what routes are called in it. Start at {@link
 * dev.homelab.model.proxy.TraefikKeys}.
 */
@NullMarked
package dev.homelab.model.proxy;

import org.jspecify.annotations.NullMarked;
