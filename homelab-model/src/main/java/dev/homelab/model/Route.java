// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import dev.homelab.model.name.Hostname;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * How people reach a service over the network.
 *
 * <p>The proxy, the DNS server and the identity provider all read this one record; none of them is named in it.
 *
 * @param hostname the name in the visitor's address bar
 * @param container the container that answers, as named in the service
 * @param port the container port that speaks HTTP
 */
public record Route(
        @NotNull(message = "is required, such as photos.home.arpa") @Valid
        Hostname hostname,

        @NotBlank(message = "is required, such as server") String container,

        @NotNull(message = "is required, such as 8096")
        @Min(value = 1, message = "must be from 1 to 65535, such as 8096")
        @Max(value = 65535, message = "must be from 1 to 65535, such as 8096")
        Integer port) {}
