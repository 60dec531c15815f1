// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import dev.homelab.model.name.NetworkMode;
import dev.homelab.model.name.ServiceName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One self-hosted application and what it asks of the homelab.
 *
 * <p>A service states intent: what runs, where, and who may reach it. Which target fulfils which part of that intent is
 * decided by the adapters, never here.
 *
 * @param name unique in the catalog; the definition file is named after it
 * @param title what people call it; the name when absent
 * @param description one line on what it is, for people who read the definitions
 * @param host the machine that runs it, as named in the inventory
 * @param project the Compose project; the name of the service when absent, another for what already runs under it
 * @param containers what runs, by a name that is unique within the service
 * @param volumes those that have another name on the host than the project gives them, by the name containers mount
 * @param folders those of the host that are made before the containers start, by path; never changed or deleted
 * @param routes how people reach it; empty for a service that only talks to other services
 * @param dns names beside those of the routes, which each get one by themselves
 * @param sso who has to sign in; absent for a service that does without
 * @param widget its tile on the dashboard; absent for none
 * @param verify what its pages must answer; empty for "the first page answers"
 */
public record Service(
        @NotNull(message = "is required, such as jellyfin") @Valid
        ServiceName name,

        Optional<@Pattern(regexp = Forms.TEXT, message = "must not be empty, such as Jellyfin") String> title,
        Optional<@Pattern(regexp = Forms.TEXT, message = "must not be empty, such as Films and series") String>
                description,

        @NotBlank(message = "is required, such as docker-media")
        String host,

        Optional<
                        @Pattern(
                                regexp = "^[a-z0-9][a-z0-9_-]*$",
                                message = "must be the name of a Compose project, such as media")
                        String>
                project,

        @NotEmpty(message = "must name at least one container, such as server")
        Map<
                        @Pattern(
                                regexp = "^[a-z0-9][a-z0-9_.-]*$",
                                message = "must be lower-case letters, digits and hyphens, such as server")
                        String,
                        @NotNull(message = "must not be empty, such as {image: nginx:1.29}") @Valid Container>
                containers,

        Map<
                        @Pattern(
                                regexp = "^[a-z0-9][a-z0-9_.-]*$",
                                message = "must be a volume as a container mounts it, such as config")
                        String,
                        @NotNull(message = "must not be empty, such as {name: media_config}") @Valid Volume>
                volumes,
        Map<
                        @Pattern(
                                regexp = "^(/[^/:\\s]+)+$",
                                message = "must be a folder from the root on, such as /srv/photos")
                        String,
                        @NotNull(message = "must not be empty, such as {owner: \"1000:1000\"}") @Valid HostFolder>
                folders,

        List<
                        @NotNull(message = "must not be empty, such as {hostname: a.home.arpa, container: a, port: 80}")
                        @Valid Route>
                routes,
        List<@NotNull(message = "must not be empty, such as {hostname: a.home.arpa}") @Valid DnsRecord> dns,
        Optional<@Valid SsoApp> sso,
        Optional<@Valid Widget> widget,
        List<@NotNull(message = "must not be empty, such as {path: /health}") @Valid PageCheck> verify) {

    public Service {
        containers = Copies.of(containers);
        volumes = Copies.of(volumes);
        folders = Copies.of(folders);
        routes = Copies.of(routes);
        dns = Copies.of(dns);
        verify = Copies.of(verify);
    }

    /** Returns what people call this service. */
    public String displayName() {
        return title.orElse(name.value());
    }

    /** Returns the name of the Compose project. */
    public String projectName() {
        return project.orElse(name.value());
    }

    /**
     * Returns the port of the host at which a container's port is reached over TCP, or nothing if it is not published.
     * What a container without a network of its own publishes is published by the one whose network it uses.
     */
    public Optional<Integer> hostPort(String container, int port) {
        Optional<Container> asked = Optional.ofNullable(containers.get(container));
        return asked.flatMap(Container::networkMode)
                .flatMap(NetworkMode::container)
                .map(containers::get)
                .or(() -> asked)
                .flatMap(owner -> owner.hostPort(port));
    }

    /** Returns whether visitors have to sign in first. */
    public boolean requiresLogin() {
        return sso.isPresent();
    }
}
