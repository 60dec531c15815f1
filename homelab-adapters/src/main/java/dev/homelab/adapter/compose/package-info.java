// SPDX-License-Identifier: Apache-2.0
/**
 * Services as Compose projects on hosts, over SSH: one folder and one project each.
 *
 * <p>Start at {@link dev.homelab.adapter.compose.ComposeProvisioner}. What is in the folder of a service besides {@code
 * compose.yaml} and {@code .env}, and what is in its volumes, is never changed.
 */
@NullMarked
package dev.homelab.adapter.compose;

import org.jspecify.annotations.NullMarked;
