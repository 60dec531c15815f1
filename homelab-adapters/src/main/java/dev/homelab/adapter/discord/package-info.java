// SPDX-License-Identifier: Apache-2.0
/**
 * A message of each run in a channel on Discord. It has no state to keep in line, so it is a {@link
 * dev.homelab.report.Notifier} and no provisioner.
 */
@NullMarked
package dev.homelab.adapter.discord;

import org.jspecify.annotations.NullMarked;
