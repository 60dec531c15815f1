// SPDX-License-Identifier: Apache-2.0
/**
 * What Git knows of the definitions. Asks the program git, and changes nothing in a repository.
 *
 * <p>Start reading at {@link dev.homelab.runner.detect.Git}.
 */
@NullMarked
package dev.homelab.runner.detect;

import org.jspecify.annotations.NullMarked;
