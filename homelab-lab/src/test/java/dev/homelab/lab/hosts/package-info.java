// SPDX-License-Identifier: Apache-2.0
/**
 * How to write an adapter, by an example: a target of one's own, the file {@code /etc/hosts} of a machine.
 *
 * <p>Four things make an adapter, in the order in which to write them:
 *
 * <ol>
 *   <li>{@link dev.homelab.lab.hosts.HostsLine}: the smallest thing the target can change on its own, as a record. Its {@code
 *       equals} is the diff.
 *   <li>{@link dev.homelab.lab.hosts.HostsProvisioner}: what the catalog asks of the target. It only thinks.
 *   <li>{@link dev.homelab.lab.hosts.HostsSession}: how to look and how to act. Whose a line is stands in the line itself.
 *   <li>{@link dev.homelab.lab.hosts.HostsProvisionerTest}: the laws every adapter obeys, which find most of what one forgets.
 * </ol>
 *
 * <p>Planning, the guard, the journal and going back are no business of an adapter: they come from what it observes. To be chosen
 * by {@code kind:} in an inventory it also needs a record of settings and a line in the list of adapters.
 */
@NullMarked
package dev.homelab.lab.hosts;

import org.jspecify.annotations.NullMarked;
