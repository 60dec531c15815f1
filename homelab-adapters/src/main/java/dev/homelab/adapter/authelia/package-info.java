// SPDX-License-Identifier: Apache-2.0
/**
 * Access rules and clients of an Authelia, over SSH: three files of homelab's own, which Authelia's configuration includes where people
 * want them.
 *
 * <p>Start at {@link dev.homelab.adapter.authelia.AutheliaProvisioner}. Authelia reads its configuration when it starts, so {@link
 * dev.homelab.adapter.authelia.AutheliaSession} restarts it at the end of a run, and brings the files back if it does not come up.
 */
@NullMarked
package dev.homelab.adapter.authelia;

import org.jspecify.annotations.NullMarked;
