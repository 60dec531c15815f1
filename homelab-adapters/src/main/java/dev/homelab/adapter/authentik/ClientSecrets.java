// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.spi.Binding;
import dev.homelab.spi.Sealing;

/**
 * Seals the client secrets of providers, each for the client of one id, which stays the same when a provider is adopted.
 *
 * @param key the root key
 * @param homelab the homelab's name
 */
record ClientSecrets(Sealing key, String homelab) {

    EncryptedSecret seal(String clientId, String secret) {
        return key.seal(binding(clientId), secret);
    }

    /** Opens that of a provider. Journals of earlier versions have those that were sealed for its name. */
    String open(Provider.OAuth2 provider) {
        try {
            return key.open(binding(provider.clientId()), provider.clientSecret());
        } catch (IllegalArgumentException e) {
            return key.open(binding(provider.name()), provider.clientSecret());
        }
    }

    /** Opens what a service refers to. */
    String open(ServiceName service, SecretRef reference, EncryptedSecret secret) {
        return key.open(Binding.of(homelab, service, reference), secret);
    }

    private Binding binding(String client) {
        return new Binding(homelab, client, "client_secret");
    }
}
