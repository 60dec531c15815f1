// SPDX-License-Identifier: Apache-2.0
/**
 * Routes as files of a Traefik v3 file provider, over SSH: one file for each service that has routes.
 *
 * <p>Start at {@link dev.homelab.adapter.traefik.TraefikProvisioner}. What Traefik takes in a file is a {@link
 * dev.homelab.adapter.traefik.KeyTree}, by which both definitions and files are judged. Files without our mark are read, to know what is
 * conflicts, and never written.
 */
@NullMarked
package dev.homelab.adapter.traefik;

import org.jspecify.annotations.NullMarked;
