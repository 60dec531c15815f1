// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.planted;

import dev.homelab.provision.Resource;

/** Breaks a rule of the house on purpose. */
public final class MutableThing implements Resource {
    @Override
    public String key() {
        return "";
    }

    @Override
    public String summary() {
        return "";
    }
}
