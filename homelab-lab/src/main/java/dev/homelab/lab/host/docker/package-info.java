// SPDX-License-Identifier: Apache-2.0
/**
 * A stand-in for one host's Docker engine and for {@code docker compose}, in memory.
 *
 * <p>Start at {@link dev.homelab.lab.host.docker.Engine}, which holds the state; {@link
 * dev.homelab.lab.host.docker.DockerCommands} is its command line. Follows engine 20.10 (API 1.41) and Compose 5.6.1.
 */
@NullMarked
package dev.homelab.lab.host.docker;

import org.jspecify.annotations.NullMarked;
