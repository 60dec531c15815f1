// SPDX-License-Identifier: Apache-2.0
/**
 * A Pi-hole v6 that exists only in memory: its API ({@link dev.homelab.lab.pihole.FakePihole}) and the name server that
 * answers from the same records ({@link dev.homelab.lab.pihole.FakeDns}).
 *
 * <p>Statuses, keys and texts are those of FTL v6.4.1, as measured and as its source says.
 */
@NullMarked
package dev.homelab.lab.pihole;

import org.jspecify.annotations.NullMarked;
