// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.spi.Binding;
import dev.homelab.spi.Sealing;

/**
 * Seals the client secrets of an identity server, each for the client of one id, which stays the same when a client is adopted.
 *
 * @param key the root key
 * @param homelab the homelab's name
 */
public record ClientSecrets(Sealing key, String homelab) {

    public EncryptedSecret seal(String clientId, String secret) {
        return key.seal(binding(clientId), secret);
    }

    public String open(String clientId, EncryptedSecret secret) {
        return key.open(binding(clientId), secret);
    }

    /** Opens what a service refers to. */
    public String open(ResolvedCatalog catalog, ServiceName service, SecretRef reference) {
        return key.open(Binding.of(homelab, service, reference), catalog.secret(service, reference));
    }

    private Binding binding(String client) {
        return new Binding(homelab, client, "client_secret");
    }
}
