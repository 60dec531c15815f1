// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Resource;
import java.util.List;
import java.util.function.Function;

/**
 * Where a run wants to bring one target, be it to what definitions say or to what was there before. Pure.
 *
 * @param desired what definitions ask for; nothing if they have no say
 * @param plan what to change, whatever is found there
 */
record TargetGoal<R extends Resource>(List<Desired<R>> desired, Function<List<Observed<R>>, Plan<R>> plan) {}
