// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.inventory;

import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * Where the Docker of a host is.
 *
 * @param program the path of {@code docker}; searched on the PATH of the host and in usual folders when absent
 * @param socket the path of the engine's socket, such as the one of a rootless Docker; what {@code docker} itself chooses
 *     when absent
 */
public record DockerAccess(
        Optional<
                        @Pattern(
                                regexp = "^/([A-Za-z0-9._/-]*/)?docker$",
                                message = "must be the path of docker, such as /usr/local/bin/docker")
                        String>
                program,

        Optional<
                        @Pattern(
                                regexp = "^/[A-Za-z0-9._/-]+$",
                                message = "must be the path of a socket, such as /run/user/1000/docker.sock")
                        String>
                socket) {}
