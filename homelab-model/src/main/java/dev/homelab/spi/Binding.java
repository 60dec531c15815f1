// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;

/**
 * What a sealed secret belongs to: it opens nowhere else, so that no secret can be moved into another service.
 *
 * @param homelab the homelab's name
 * @param service the service, or what a target knows it by, such as a Compose project
 * @param variable what the secret is called within it
 */
public record Binding(String homelab, String service, String variable) {

    /** Returns where a secret belongs that a service refers to, before anything is made of it. */
    public static Binding of(String homelab, ServiceName service, SecretRef reference) {
        return new Binding(homelab, service.value(), reference.toString());
    }
}
