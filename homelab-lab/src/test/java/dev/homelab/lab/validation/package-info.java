// SPDX-License-Identifier: Apache-2.0
/**
 * Holds the fakes, and whoever speaks to them, to the API descriptions of the real servers.
 *
 * <p>Start at {@link dev.homelab.lab.validation.ContractValidator}. The descriptions are no part of this project; the
 * environment variable {@code CONTRACTS} names the folder that has them.
 */
@NullMarked
package dev.homelab.lab.validation;

import org.jspecify.annotations.NullMarked;
