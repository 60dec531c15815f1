// SPDX-License-Identifier: Apache-2.0
/** The command line: one class per command, a thin shell over {@link dev.homelab.runner.Homelab}. Only here is printed. */
@NullMarked
package dev.homelab.runner.cli;

import org.jspecify.annotations.NullMarked;
