// SPDX-License-Identifier: Apache-2.0
/** Options that several commands share. */
@NullMarked
package dev.homelab.runner.cli.option;

import org.jspecify.annotations.NullMarked;
