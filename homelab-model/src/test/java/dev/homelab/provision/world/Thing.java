// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision.world;

import dev.homelab.provision.Resource;

/** The simplest resource there is. */
record Thing(String key, String value) implements Resource {

    @Override
    public String summary() {
        return value;
    }
}
