// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.name.Sealed;
import dev.homelab.model.name.SecretRef;
import java.util.Map;

/**
 * A valid catalog with what its definitions refer to. From here on nothing has to be looked up to know what to do.
 *
 * @param valid the catalog
 * @param secrets every secret that a container asks for, sealed
 */
public record ResolvedCatalog(ValidCatalog valid, Map<SecretRef, Sealed> secrets) {

    public ResolvedCatalog {
        secrets = Map.copyOf(secrets);
    }

    public Catalog catalog() {
        return valid.catalog();
    }

    public Inventory inventory() {
        return catalog().inventory();
    }

    /** Returns a secret of a container, which the resolver has made sure is here. */
    public Sealed secret(SecretRef reference) {
        Sealed secret = secrets.get(reference);
        if (secret == null) {
            throw new IllegalStateException("Secret " + reference + " was never resolved. This is a bug in homelab.");
        }
        return secret;
    }
}
