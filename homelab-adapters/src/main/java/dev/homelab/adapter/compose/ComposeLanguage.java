// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.model.Service;
import dev.homelab.model.value.SecretText;
import dev.homelab.provision.Owner;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A service in the language of Compose, for another adapter that reads it, such as the one of a Swarm. */
public final class ComposeLanguage {

    /** The folder of the project in what {@link #file} returns, which need not exist anywhere. */
    public static final String FOLDER = "/homelab-project";

    private ComposeLanguage() {}

    /**
     * Returns the Compose file of a service, with secrets as variables. What its containers mount from beside the definition, and
     * their files with secrets, are mounts of {@link #FOLDER}.
     *
     * @param files what it mounts from beside the definition, by path
     */
    public static JsonNode file(Service service, Owner owner, Function<String, Map<String, String>> files) {
        SharedNetworkMode networks = new SharedNetworkMode(name -> Optional.empty(), lender -> "");
        Surroundings around = new Surroundings(Optional.empty(), FOLDER, networks);
        return new ComposeFile(owner, service, around, files).document(Map.of()).root();
    }

    /** Returns what each variable, and each file with a secret, is made of, by the name it has in {@link #file}. */
    public static Map<String, SecretText> secrets(Service service) {
        return new SecretNames(service).texts(service);
    }

    /** Returns the name that a container's file with a secret has among {@link #secrets}. */
    public static String secretFile(Service service, String container, String path) {
        return new SecretNames(service).ofFile(container, path);
    }

    /** Returns whether a secret is a file, and no variable. */
    public static boolean isFile(String secret) {
        return SecretFiles.isFile(secret);
    }

    /** Returns a text as Compose reads it where it replaces variables. */
    public static String literal(String text) {
        return Section.literal(text);
    }

    /** Returns what a definition calls a key of {@link #file}, by its path from {@code services.CONTAINER} on. */
    public static String fieldName(String path, Collection<String> containers) {
        return FieldNames.of(path, containers);
    }
}
