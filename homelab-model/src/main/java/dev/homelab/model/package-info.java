// SPDX-License-Identifier: Apache-2.0
/**
 * What the homelab should be: services, hosts, targets and the names that tie them together.
 *
 * <p>Everything here is an immutable record. Nothing here opens a file, calls a network, or knows that Docker, Pi-hole
 * or any other target exists. Start reading at {@link dev.homelab.model.Catalog}, then {@link
 * dev.homelab.model.Service} and {@link dev.homelab.model.inventory.Inventory}.
 *
 * <p>Records accept whatever they are given, missing values included; Bean Validation judges them afterwards, so that
 * one run reports every mistake rather than the first. A constraint's message completes "This value ..." and ends with
 * an example after ", such as", from which the fix is made.
 */
@NullMarked
package dev.homelab.model;

import org.jspecify.annotations.NullMarked;
