// SPDX-License-Identifier: Apache-2.0
/**
 * Where definitions come from: folders, jars, and the program itself. Start at {@link dev.homelab.runner.source.Sources}.
 */
@NullMarked
package dev.homelab.runner.source;

import org.jspecify.annotations.NullMarked;
