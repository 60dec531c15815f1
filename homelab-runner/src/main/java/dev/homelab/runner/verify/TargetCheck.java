// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Check;

/**
 * What a visitor must find, and thanks to whom.
 *
 * @param target the name of the target that sees to it
 */
public record TargetCheck(String target, Check expectation) {

    public ServiceName service() {
        return expectation.service();
    }
}
