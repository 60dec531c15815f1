// SPDX-License-Identifier: Apache-2.0
/** What the demo works with. */
@NullMarked
package dev.homelab.runner.cli.demo;

import org.jspecify.annotations.NullMarked;
