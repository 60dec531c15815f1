// SPDX-License-Identifier: Apache-2.0
/**
 * A stand-in for Traefik v3 with the file provider: strict about files, with its API and a working proxy.
 *
 * <p>Start at {@link dev.homelab.lab.traefik.FakeTraefik}. Behaviour follows the source of v3.7.9.
 */
@NullMarked
package dev.homelab.lab.traefik;

import org.jspecify.annotations.NullMarked;
