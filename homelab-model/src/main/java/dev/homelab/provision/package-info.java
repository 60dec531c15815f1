// SPDX-License-Identifier: Apache-2.0
/**
 * How a homelab changes: from what a catalog asks for and what a target holds, to a plan, to its outcome.
 *
 * <p>Data moves one way: {@link dev.homelab.provision.Desired} and {@link dev.homelab.provision.Observed} meet in the
 * {@link dev.homelab.provision.Planner}, which yields a {@link dev.homelab.provision.Plan} of {@link
 * dev.homelab.provision.Change}s; a {@link dev.homelab.provision.Session} turns a {@link
 * dev.homelab.provision.Batch} of them into {@link dev.homelab.provision.Outcome}s. Asked how
 * that is, it answers with {@link dev.homelab.provision.CheckResult}s. Only a session has effects on the outside world. To support a new target, implement {@link dev.homelab.provision.Provisioner}; everything else here is already
 * written.
 */
@NullMarked
package dev.homelab.provision;

import org.jspecify.annotations.NullMarked;
