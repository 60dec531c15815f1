// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

/**
 * A catalog in which nothing is missing, malformed or contradictory. Only the validator makes one.
 *
 * @param catalog the catalog that was judged, with everything filled in that definitions leave to the inventory
 * @param written the same as people wrote it
 */
public record ValidCatalog(Catalog catalog, Catalog written) {}
