// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.spi.Binding;
import dev.homelab.spi.Sealing;

/**
 * Seals the client secrets of providers, each for the provider of one name.
 *
 * @param key the root key
 * @param homelab the homelab's name
 */
record ClientSecrets(Sealing key, String homelab) {

    EncryptedSecret seal(String provider, String secret) {
        return key.seal(binding(provider), secret);
    }

    String open(String provider, EncryptedSecret secret) {
        return key.open(binding(provider), secret);
    }

    /** Opens what a service refers to. */
    String open(ServiceName service, SecretRef reference, EncryptedSecret secret) {
        return key.open(Binding.of(homelab, service, reference), secret);
    }

    private Binding binding(String provider) {
        return new Binding(homelab, provider, "client_secret");
    }
}
