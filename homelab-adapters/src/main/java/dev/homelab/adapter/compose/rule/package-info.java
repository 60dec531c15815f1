// SPDX-License-Identifier: Apache-2.0
/**
 * What Compose takes under {@code compose} of a container: judged before anything is written, by a resource that a test
 * derives from the Compose specification. Start at {@link dev.homelab.adapter.compose.rule.ComposeRules}.
 */
@NullMarked
package dev.homelab.adapter.compose.rule;

import org.jspecify.annotations.NullMarked;
