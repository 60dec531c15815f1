// SPDX-License-Identifier: Apache-2.0
package dev.homelab.problem.planted;

import dev.homelab.model.value.ServiceName;

/** Breaks a rule of the house on purpose. */
public final class KnowsTheModel {
    public ServiceName name = ServiceName.of("a");
}
