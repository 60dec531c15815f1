// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import java.util.Optional;

/**
 * What a project finds on its host.
 *
 * @param bind the address published ports listen on unless they name one
 * @param folder the project's
 * @param networks the networks of other services
 */
record Surroundings(Optional<String> bind, String folder, SharedNetworkMode networks) {}
