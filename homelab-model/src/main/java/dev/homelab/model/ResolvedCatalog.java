// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import java.util.Map;
import java.util.TreeMap;

/**
 * A valid catalog with what its definitions refer to. From here on nothing has to be looked up to know what to do.
 *
 * @param valid the catalog
 * @param secrets every secret that a service asks for, sealed, by service and by where it says the secret is
 * @param files the content of every file that a container mounts, as {@code BinaryText} has it, by service and by path from its definition on
 */
public record ResolvedCatalog(
        ValidCatalog valid,
        Map<ServiceName, Map<SecretRef, EncryptedSecret>> secrets,
        Map<ServiceName, Map<String, String>> files) {

    public ResolvedCatalog {
        secrets = Map.copyOf(secrets);
        files = Map.copyOf(files);
    }

    public Catalog catalog() {
        return valid.catalog();
    }

    public Inventory inventory() {
        return catalog().inventory();
    }

    /** Returns what a reference stands for in a service, which the resolver has made sure is here. */
    public EncryptedSecret secret(ServiceName service, SecretRef reference) {
        EncryptedSecret secret = secrets.getOrDefault(service, Map.of()).get(reference);
        if (secret == null) {
            throw new IllegalStateException("Secret " + reference + " was never resolved. This is a bug in homelab.");
        }
        return secret;
    }

    /**
     * Returns the files that are at a path beside the definition of a service, by their path below it: a file itself by the empty one, those
     * of a folder by theirs.
     */
    public Map<String, String> filesAt(ServiceName service, String path) {
        Map<String, String> all = files.getOrDefault(service, Map.of());
        Map<String, String> found = new TreeMap<>();
        all.forEach((file, text) -> {
            if (file.equals(path)) {
                found.put("", text);
            } else if (file.startsWith(path + "/")) {
                found.put(file.substring(path.length() + 1), text);
            }
        });
        if (found.isEmpty()) {
            throw new IllegalStateException("File " + path + " was never read. This is a bug in homelab.");
        }
        return found;
    }

    /** Returns the text of a file that a container of a service mounts, which the resolver has made sure is here. */
    public String file(ServiceName service, String path) {
        String text = files.getOrDefault(service, Map.of()).get(path);
        if (text == null) {
            throw new IllegalStateException("File " + path + " was never read. This is a bug in homelab.");
        }
        return text;
    }
}
