// SPDX-License-Identifier: Apache-2.0
/**
 * A Docker Swarm of one manager: stacks, services with the states of their updates, tasks, configs, secrets and overlay networks, as
 * {@code docker} of release 20.10 shows them. Start at {@link dev.homelab.lab.host.swarm.FakeSwarm}.
 */
@NullMarked
package dev.homelab.lab.host.swarm;

import org.jspecify.annotations.NullMarked;
