// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.option;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/**
 * The folder of definitions that a command is about where none is named: {@code services} in the current folder, or else in the
 * nearest folder above that has one with an inventory, as Git finds its work tree.
 *
 * <p>What another user has put above is not used: an inventory names programs to run.
 */
public final class NearestServices {

    static final Path USUAL = Path.of("services");

    private static final String INVENTORY = "inventory.yaml";

    private NearestServices() {}

    /**
     * Returns the folder, seen from another.
     *
     * @param here the folder to begin at; empty for the current one
     */
    public static Optional<Path> from(Path here) {
        Path beside = here.resolve(USUAL);
        if (Files.isRegularFile(beside.resolve(INVENTORY))) {
            return Optional.of(beside);
        }
        Path above = here;
        for (Path parent = here.toAbsolutePath().normalize().getParent(); parent != null; parent = parent.getParent()) {
            above = above.resolve("..");
            Path folder = above.resolve(USUAL);
            if (Files.isRegularFile(folder.resolve(INVENTORY))) {
                return Optional.of(folder).filter(found -> isTrusted(found, here));
            }
        }
        return Optional.of(beside).filter(Files::isDirectory); // what it lacks is said when it is read
    }

    /** Returns the folder that such a folder of definitions is in. */
    static Path top(Path services) {
        return Optional.ofNullable(services.getParent()).orElse(Path.of(""));
    }

    static Problem missing() {
        return new Problem(
                "no definitions here",
                Where.nowhere(),
                "neither this folder nor one above it has \"services/inventory.yaml\" of yours.",
                "begin a homelab in this folder, or name the folder of its definitions with --services:\n\n  homelab init");
    }

    private static boolean isTrusted(Path folder, Path here) {
        try {
            UserPrincipal owner = Files.getOwner(folder.resolve(INVENTORY));
            return owner.getName().equals("root") || owner.equals(Files.getOwner(here.toAbsolutePath()));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
