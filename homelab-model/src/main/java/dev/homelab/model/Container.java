// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import dev.homelab.model.name.ImageName;
import dev.homelab.model.name.PortMapping;
import dev.homelab.model.name.SecretRef;
import dev.homelab.model.name.VolumeMount;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One container of a service.
 *
 * @param image what it runs, pinned
 * @param command replaces the command of the image; empty to keep that
 * @param ports what it publishes on its host
 * @param volumes its data and the folders it sees
 * @param environment plain settings; nothing secret
 * @param secrets settings whose value is found elsewhere, by the name of the variable
 * @param healthcheck how Docker knows that it works; absent for the one of the image, or none
 */
public record Container(
        @NotNull(message = "is required, such as nginx:1.29") @Valid
        ImageName image,

        List<@NotNull(message = "must not be empty, such as --verbose") String> command,
        List<@NotNull(message = "must not be empty, such as 8096:8096") @Valid PortMapping> ports,
        List<@NotNull(message = "must not be empty, such as config:/config") @Valid VolumeMount> volumes,
        Map<
                        @Pattern(regexp = Container.VARIABLE, message = Container.VARIABLE_MESSAGE) String,
                        @NotNull(message = "must have a value, in quotes if it is to be empty, such as Europe/London")
                        String>
                environment,
        Map<
                        @Pattern(regexp = Container.VARIABLE, message = Container.VARIABLE_MESSAGE) String,
                        @NotNull(message = "must say where the secret is, such as env:JELLYFIN_TOKEN") @Valid SecretRef>
                secrets,
        Optional<@Valid Healthcheck> healthcheck) {

    static final String VARIABLE = "^[A-Za-z_][A-Za-z0-9_.]*$";
    static final String VARIABLE_MESSAGE = "must be the name of an environment variable, such as TZ";

    public Container {
        command = Copies.of(command);
        ports = Copies.of(ports);
        volumes = Copies.of(volumes);
        environment = Copies.of(environment);
        secrets = Copies.of(secrets);
    }

    /** Returns the mapping that makes a container port reachable over TCP on the host. */
    public Optional<PortMapping> published(int containerPort) {
        return ports.stream()
                .filter(port ->
                        port.containerPort() == containerPort && port.protocol().equals("tcp"))
                .findFirst();
    }
}
