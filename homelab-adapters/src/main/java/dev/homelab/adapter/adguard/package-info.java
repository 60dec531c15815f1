// SPDX-License-Identifier: Apache-2.0
/**
 * DNS rewrites of an AdGuard Home. Start reading at {@link dev.homelab.adapter.adguard.AdGuardProvisioner}.
 *
 * <p>A rewrite is one domain with one answer, and has no room for a mark: whose the answers of a domain are, the ledger knows, answer by
 * answer.
 */
@NullMarked
package dev.homelab.adapter.adguard;

import org.jspecify.annotations.NullMarked;
