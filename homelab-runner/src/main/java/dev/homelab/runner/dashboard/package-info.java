// SPDX-License-Identifier: Apache-2.0
/**
 * What dashboards need of a person before a run can show tiles on them.
 *
 * <p>Start at {@link dev.homelab.runner.dashboard.Dashboards}. No run comes here.
 */
@NullMarked
package dev.homelab.runner.dashboard;

import org.jspecify.annotations.NullMarked;
