// SPDX-License-Identifier: Apache-2.0
/**
 * An AdGuard Home that exists only in memory: its API of rewrites ({@link dev.homelab.lab.adguard.FakeAdGuard}) and the name server that
 * answers by them ({@link dev.homelab.lab.adguard.FakeAdGuardDns}).
 *
 * <p>Paths, statuses and the order of precedence among rewrites are those of release 0.107.68, as its source says.
 */
@NullMarked
package dev.homelab.lab.adguard;

import org.jspecify.annotations.NullMarked;
