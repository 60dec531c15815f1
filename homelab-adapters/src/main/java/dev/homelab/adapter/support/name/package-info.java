// SPDX-License-Identifier: Apache-2.0
/**
 * The names that definitions ask of a DNS server, the same for every kind of one, so that servers of different kinds can be replicas. Pure.
 *
 * <p>Start at {@link dev.homelab.adapter.support.name.WantedNames}.
 */
@NullMarked
package dev.homelab.adapter.support.name;

import org.jspecify.annotations.NullMarked;
