// SPDX-License-Identifier: Apache-2.0
/**
 * Services as Compose projects on hosts, over SSH: one folder and one project each.
 *
 * <p>Start at {@link dev.homelab.adapter.compose.ComposeProvisioner}. What is in the folder of a service besides {@code
 * compose.yaml} and {@code .env}, and what is in its volumes, is never changed.
 *
 * <p>This package holds the project itself: what its files say ({@link dev.homelab.adapter.compose.ComposeFile}), what is on a
 * host ({@link dev.homelab.adapter.compose.ComposeFolder}, {@link dev.homelab.adapter.compose.HostContainers}), what must hold
 * before anything is written ({@link dev.homelab.adapter.compose.Preflight}), and how it is brought up and taken down ({@link
 * dev.homelab.adapter.compose.ComposeLifecycle}). Below it:
 *
 * <ul>
 *   <li>{@link dev.homelab.adapter.compose.rule} judges what definitions say under {@code compose}, without a host.
 *   <li>{@link dev.homelab.adapter.compose.scan} reads the files of all projects of a host in one command.
 *   <li>{@link dev.homelab.adapter.compose.engine} holds what the engine says of a container, against what it said when homelab
 *       made it: changes by hand are found there.
 *   <li>{@link dev.homelab.adapter.compose.health} says whether a container is healthy, also one without a health check.
 *   <li>{@link dev.homelab.adapter.compose.image} finds the images that run, restores tags, and signs in to registries.
 *   <li>{@link dev.homelab.adapter.compose.network} counts the networks that a host can still make.
 *   <li>{@link dev.homelab.adapter.compose.port} finds the programs that listen on a host.
 * </ul>
 */
@NullMarked
package dev.homelab.adapter.compose;

import org.jspecify.annotations.NullMarked;
