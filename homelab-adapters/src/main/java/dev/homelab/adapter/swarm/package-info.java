// SPDX-License-Identifier: Apache-2.0
/**
 * The services of a Docker Swarm, one stack each. A stack is the Compose file of its service, translated to what a Swarm knows; scheduling,
 * rolling updates and the way back from a failed one are the engine's. Nothing lies on a disk: what a stack was deployed from is one of
 * its configs, so that any manager may be asked.
 */
@NullMarked
package dev.homelab.adapter.swarm;

import org.jspecify.annotations.NullMarked;
