// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homelab.lab.host.compose.ComposeException;
import dev.homelab.lab.host.shell.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The registries that ask who one is. Who that is, a command finds in the {@code config.json} that it reads: programs that
 * keep passwords are asked before that file is, and the lab has none of them.
 */
public final class RegistryDoors {

    private static final String HUB = "docker.io";
    private static final String HUB_KEY = "https://index.docker.io/v1/";

    private final Map<String, String> accounts = new ConcurrentHashMap<>();
    private final ThreadLocal<JsonNode> read = ThreadLocal.withInitial(MissingNode::getInstance);

    /** Makes a registry, such as {@code ghcr.io}, give images only to this user; Docker Hub is {@code docker.io}. */
    public void ask(String registry, String user, String password) {
        accounts.put(registry, user + ":" + password);
    }

    /** Runs a command that reads this file, if it is there. */
    public Output reading(Path file, Supplier<Output> command) {
        try {
            read.set(Files.exists(file) ? new ObjectMapper().readTree(file.toFile()) : MissingNode.getInstance());
            return command.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            read.remove();
        }
    }

    /** Fails as an engine does that asked for an image in vain. */
    void pass(String image) {
        String registry = registry(image);
        String account = accounts.get(registry);
        if (account == null || account.equals(signIn(registry))) {
            return;
        }
        throw new ComposeException("Error response from daemon: Head \"https://%s/v2/%s\": %s"
                .formatted(
                        registry,
                        image.substring(image.indexOf('/') + 1),
                        signIn(registry).isEmpty()
                                ? "no basic auth credentials"
                                : "unauthorized: authentication required"));
    }

    private String signIn(String registry) {
        String key = registry.equals(HUB) ? HUB_KEY : registry;
        String everywhere = read.get().path("credsStore").asText();
        String program = read.get().path("credHelpers").path(key).asText(everywhere);
        String auth = read.get().path("auths").path(key).path("auth").asText();
        return program.isEmpty() ? new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8) : "";
    }

    private static String registry(String image) {
        String first = image.substring(0, Math.max(image.indexOf('/'), 0));
        return first.contains(".") || first.contains(":") ? first : HUB;
    }
}
