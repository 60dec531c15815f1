// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision.ledger;

/** The part of the ledger that is about one target. Used by one thread at a time. */
public interface LedgerPage {

    /**
     * Returns what is claimed on the target.
     *
     * @throws dev.homelab.provision.TargetException if the ledger cannot be read
     */
    Claims read();

    /**
     * Replaces what is claimed on the target; it has lasted when this returns.
     *
     * @throws dev.homelab.provision.TargetException if the ledger cannot be written
     */
    void write(Claims claims);
}
