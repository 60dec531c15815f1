// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.inventory;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Optional;

/**
 * One server or host that runs keep in line with the catalog.
 *
 * @param name as in the inventory
 * @param kind the adapter that speaks to it
 * @param wave what it is for
 * @param host the machine it lives on, for targets that are reached over SSH or whose address others need
 * @param url where people or programs reach it, for targets that have such a thing
 * @param settings everything in its section, as the record of its kind
 */
public record Target(
        String name,
        String kind,
        Wave wave,
        Optional<String> host,
        Optional<URI> url,

        @NotNull(message = "is required, such as {kind: compose, host: nas, root: /opt/stacks}") @Valid
        Record settings) {}
