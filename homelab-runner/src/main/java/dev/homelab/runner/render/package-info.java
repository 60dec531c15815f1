// SPDX-License-Identifier: Apache-2.0
/** Plans and reports as people and programs read them. Pure: text in, text out. */
@NullMarked
package dev.homelab.runner.render;

import org.jspecify.annotations.NullMarked;
