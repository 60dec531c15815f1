// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import dev.homelab.model.value.ServiceName;

/**
 * A resource the catalog asks for.
 *
 * @param service on whose behalf
 * @param resource in the form the target would report it
 */
public record Desired<R extends Resource>(ServiceName service, R resource) {}
