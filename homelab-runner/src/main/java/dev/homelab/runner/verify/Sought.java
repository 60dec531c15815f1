// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.model.name.ServiceName;
import dev.homelab.provision.Expectation;

/**
 * What a visitor must find, and thanks to whom.
 *
 * @param target the name of the target that sees to it
 */
public record Sought(String target, Expectation expectation) {

    public ServiceName service() {
        return expectation.service();
    }
}
