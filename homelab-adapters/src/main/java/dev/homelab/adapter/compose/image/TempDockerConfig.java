// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.image;

import dev.homelab.problem.Problem;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Folder;
import dev.homelab.spi.Folder.Access;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder for one command, which Docker reads instead of its user's own and which only that user may enter. It has all that
 * the user's own has of contexts, plugins and settings, and sign-ins beside them. Closing removes it.
 */
final class TempDockerConfig implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String VARIABLE = "DOCKER_CONFIG";

    private final RemoteHost host;
    private final Folder folder;

    private TempDockerConfig(RemoteHost host, Folder folder) {
        this.host = host;
        this.folder = folder;
    }

    /**
     * Makes the folder, and writes into it.
     *
     * @param signIns user and password in Base64, by registry
     */
    static TempDockerConfig make(RemoteHost host, Folder folder, Map<String, String> signIns) {
        Folder own = host.folder(usersOwn(host));
        TempDockerConfig lent = new TempDockerConfig(host, folder);
        try {
            lent.run("install", "-d", "-m", "0700", folder.path());
            lent.run("ln", "-sf", own.path() + "/contexts", own.path() + "/cli-plugins", folder.path());
            Optional<String> text = own.read(DockerConfig.FILE);
            folder.write(DockerConfig.FILE, DockerConfig.with(text, signIns), Access.PRIVATE);
            return lent;
        } catch (RuntimeException e) {
            try (lent) {
                throw e;
            }
        }
    }

    /** Returns the same command, which reads this folder. */
    List<String> readBy(List<String> argv) {
        return Stream.concat(Stream.of("env", VARIABLE + "=" + folder.path()), argv.stream())
                .toList();
    }

    /** Removes the folder. What it links to stays. */
    @Override
    public void close() {
        remove(host, folder);
    }

    /** Removes a folder that was made here or by an earlier run. */
    static void remove(RemoteHost host, Folder folder) {
        CommandResult removed = host.run(List.of("rm", "-rf", folder.path()), LIMIT);
        if (!removed.succeeded()) {
            throw new TargetException(new Problem(
                    "password left on host",
                    host.where(),
                    "the folder \"%s\", which holds a password for a registry, cannot be removed: %s"
                            .formatted(folder.path(), removed.reason()),
                    "remove it there:\n\n  rm -rf " + folder.path()));
        }
    }

    /** Returns the folder that Docker reads by default. */
    private static String usersOwn(RemoteHost host) {
        CommandResult chosen = host.run(List.of("printenv", VARIABLE), LIMIT);
        return chosen.succeeded() && !chosen.output().isBlank()
                ? chosen.output().strip()
                : host.run(List.of("printenv", "HOME"), LIMIT).output().strip() + "/.docker";
    }

    private void run(String... argv) {
        CommandResult result = host.run(List.of(argv), LIMIT);
        if (!result.succeeded()) {
            throw new TargetException(new Problem(
                    "sign-in to registry not prepared",
                    host.where(),
                    "the folder \"%s\", from which Docker is to read it, cannot be made: %s"
                            .formatted(folder.path(), result.reason()),
                    "see that the user who signs in may write where that folder is to be."));
        }
    }
}
