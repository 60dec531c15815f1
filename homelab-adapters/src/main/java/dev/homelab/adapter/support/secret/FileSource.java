// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.SecretSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Secrets that are the text of files: {@code file:PATH}. */
public final class FileSource implements SecretSource {

    @Override
    public String scheme() {
        return "file";
    }

    @Override
    public String find(SecretRef reference, Map<String, String> environment, Where where) {
        Path file = path(reference, environment);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw unreadable(reference, file, where, "it is not a regular file");
        }
        try (InputStream text = Files.newInputStream(file)) {
            byte[] bytes = text.readNBytes(Secrets.MOST_BYTES + 1);
            if (bytes.length > Secrets.MOST_BYTES) {
                throw unreadable(
                        reference,
                        file,
                        where,
                        "it has more than %d KB, too much for a secret".formatted(Secrets.MOST_BYTES >> 10));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(reference, file, where, e.getClass().getSimpleName());
        }
    }

    /** Returns the file that a reference names; {@code ~} is the home folder. */
    static Path path(SecretRef reference, Map<String, String> environment) {
        return path(reference.location(), environment);
    }

    /** Returns a file; {@code ~} is the home folder. */
    static Path path(String location, Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
        return Path.of(location.startsWith("~/") ? home + location.substring(1) : location);
    }

    private static TargetException unreadable(SecretRef reference, Path file, Where where, String reason) {
        return new TargetException(new Problem(
                "secret not found",
                where,
                "the file of \"%s\" cannot be read: %s.".formatted(reference, reason),
                "put the secret into " + file + ", readable only by the user who runs this."));
    }
}
