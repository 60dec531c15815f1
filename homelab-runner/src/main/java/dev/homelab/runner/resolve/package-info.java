// SPDX-License-Identifier: Apache-2.0
/** Finding what definitions refer to, before anything is planned. */
@NullMarked
package dev.homelab.runner.resolve;

import org.jspecify.annotations.NullMarked;
