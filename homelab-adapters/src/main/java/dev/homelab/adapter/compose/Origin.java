// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What made the containers of an unmanaged project, where that is not one Compose file in its folder. It stays where it is, so that a
 * rollback finds it.
 *
 * @param folder the folder that paths in the files begin at; empty for a container without Compose
 * @param files the Compose files, from the root on, in their order
 * @param envFile where variables are read from instead of {@code .env}; empty for there
 * @param services those that have a container
 * @param container the id of a container that was started without Compose; empty for a project
 * @param name of that container
 * @param restart its restart policy, as {@code docker update --restart} takes it
 */
public record Origin(
        String folder,
        List<String> files,
        String envFile,
        List<String> services,
        String container,
        String name,
        String restart) {

    private static final String SET_ASIDE = "-before-homelab";

    public Origin {
        folder = Objects.requireNonNullElse(folder, "");
        files = files == null ? List.of() : List.copyOf(files);
        envFile = Objects.requireNonNullElse(envFile, "");
        services = services == null ? List.of() : List.copyOf(services);
        container = Objects.requireNonNullElse(container, "");
        name = Objects.requireNonNullElse(name, "");
        restart = Objects.requireNonNullElse(restart, "");
    }

    /** One Compose file in the folder of the project, or nothing yet. */
    static Origin none() {
        return new Origin("", List.of(), "", List.of(), "", "", "");
    }

    /** Compose files of another folder or name, or several of them. */
    static Origin files(String folder, List<String> files, String envFile, List<String> services) {
        return new Origin(folder, files, envFile, services, "", "", "");
    }

    /** A container without Compose. */
    static Origin container(String id, String name, String restart) {
        return new Origin("", List.of(), "", List.of(), id, name, restart);
    }

    boolean hasFiles() {
        return !files.isEmpty();
    }

    boolean isContainer() {
        return !container.isEmpty();
    }

    /** Returns what the container is called while that of the definition runs in its place. */
    String nameAside() {
        return name + SET_ASIDE;
    }

    static boolean isAside(String name) {
        return name.endsWith(SET_ASIDE);
    }

    /** Returns the name of the project that a container without Compose becomes. */
    static String project(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-").replaceAll("^[_-]+", "");
    }
}
