// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import dev.homelab.model.value.ServiceName;

/**
 * Who a resource belongs to, as its mark on the target says.
 *
 * @param homelab the homelab's name, as in the inventory
 * @param service the service it was made for
 */
public record Owner(String homelab, ServiceName service) {

    /** Reads what {@link #toString} wrote. */
    public static Owner parse(String text) {
        String[] parts = text.split("/", 2);
        return new Owner(parts[0], ServiceName.of(parts.length == 2 ? parts[1] : ""));
    }

    /** Returns {@code HOMELAB/SERVICE}, the form in which targets carry the mark. */
    @Override
    public String toString() {
        return homelab + "/" + service;
    }
}
