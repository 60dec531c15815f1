// SPDX-License-Identifier: Apache-2.0
/** Servers that receive notifications and exist only in memory, each with the rules of the real one. */
@NullMarked
package dev.homelab.lab.push;

import org.jspecify.annotations.NullMarked;
