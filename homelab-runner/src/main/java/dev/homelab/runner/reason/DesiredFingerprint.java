// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.reason;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Desired;

/**
 * A resource that a service asks of a target, as something that can be compared later.
 *
 * @param service the service
 * @param resource the target and the key there
 * @param fingerprint of the resource in its normal form
 */
public record DesiredFingerprint(ServiceName service, String resource, String fingerprint) {

    /** Returns what a target is asked for. */
    public static DesiredFingerprint of(String target, Desired<?> desired) {
        return new DesiredFingerprint(
                desired.service(),
                name(target, desired.resource().key()),
                Fingerprint.of(desired.resource().toString()));
    }

    static String name(String target, String key) {
        return target + "/" + key;
    }
}
