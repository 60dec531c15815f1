// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

/** The labels that this program writes or reads. */
final class Labels {

    /** Whose something is, as {@code HOMELAB/SERVICE}; at services, configs and secrets. */
    static final String SERVICE = "dev.homelab.service";

    /** At the config that says what a stack was deployed from. */
    static final String RECORD = "dev.homelab.record";

    /** At a node: the host of the inventory that it is. */
    static final String HOST = "homelab.host";

    /** The stack that something belongs to; the engine's. */
    static final String STACK = "com.docker.stack.namespace";

    private Labels() {}
}
