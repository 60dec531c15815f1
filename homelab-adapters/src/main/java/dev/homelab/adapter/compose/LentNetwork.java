// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

/**
 * The network of a container of another project. A container that uses it has to be made again whenever that one is,
 * because Docker ties the network to the container itself and not to its name.
 *
 * @param container its name on the host
 * @param revision what it was made from
 */
record LentNetwork(String container, String revision) {}
