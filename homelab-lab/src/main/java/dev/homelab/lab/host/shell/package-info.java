// SPDX-License-Identifier: Apache-2.0
/**
 * The part of a POSIX shell that a fake host understands, and the quotes of other login shells.
 *
 * <p>Start at {@link dev.homelab.lab.host.shell.LoginShell}. A real shell would expand what {@link
 * dev.homelab.lab.host.shell.Shell} does not know; that is refused rather than taken literally, so that a client cannot pass here
 * and fail on a real host.
 */
@NullMarked
package dev.homelab.lab.host.shell;

import org.jspecify.annotations.NullMarked;
