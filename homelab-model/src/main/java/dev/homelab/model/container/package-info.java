// SPDX-License-Identifier: Apache-2.0
/** What runs: a container and its parts. Start at {@link dev.homelab.model.container.Container}. */
@NullMarked
package dev.homelab.model.container;

import org.jspecify.annotations.NullMarked;
