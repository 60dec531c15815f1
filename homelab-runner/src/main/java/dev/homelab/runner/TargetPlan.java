// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.model.inventory.Wave;
import dev.homelab.provision.Plan;

/**
 * What would happen to one target.
 *
 * @param target its name in the inventory
 * @param wave what it is for
 * @param plan the changes
 */
public record TargetPlan(String target, Wave wave, Plan<?> plan) {}
