// SPDX-License-Identifier: Apache-2.0
/**
 * Whose those resources are that a target gives no room for a mark. Start reading at {@link
 * dev.homelab.provision.ledger.LedgerSession}.
 *
 * <p>Adapters do not know of it: a resource says that it is {@link dev.homelab.provision.Resource#unmarked}, and the runner
 * puts {@link dev.homelab.provision.ledger.LedgerProvisioner} around every provisioner. Where the ledger is kept is not
 * decided here.
 */
@NullMarked
package dev.homelab.provision.ledger;

import org.jspecify.annotations.NullMarked;
