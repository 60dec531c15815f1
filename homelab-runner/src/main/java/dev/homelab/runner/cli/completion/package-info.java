// SPDX-License-Identifier: Apache-2.0
/** What is made of the command line for shells and for man; start at {@link dev.homelab.runner.cli.completion.Shell}. Nothing here runs a command. */
@NullMarked
package dev.homelab.runner.cli.completion;

import org.jspecify.annotations.NullMarked;
