// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.inventory;

/** What a target is for; in this order a run builds up, and in the reverse order it takes down. */
public enum Wave {
    /** Runs containers. */
    RUNTIME,
    /** Knows who may sign in. */
    IDENTITY,
    /** Leads visitors to the containers. */
    ROUTING,
    /** Answers for names. */
    NAMING,
    /** Shows people what there is. */
    PRESENTATION,
    /** Publishes how all of it is defined. What such a target holds belongs to no service: its owner has the name of the target. */
    DOCUMENTATION
}
