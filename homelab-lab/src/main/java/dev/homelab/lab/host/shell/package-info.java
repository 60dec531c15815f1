// SPDX-License-Identifier: Apache-2.0
/**
 * The little of a POSIX shell that a fake host understands: words, quotes, {@code &&} and {@code ;}.
 *
 * <p>Start at {@link dev.homelab.lab.host.shell.ShellLine}. What a real shell would expand is refused rather than taken
 * literally, so that a client cannot pass here and fail on a real host.
 */
@NullMarked
package dev.homelab.lab.host.shell;

import org.jspecify.annotations.NullMarked;
