// SPDX-License-Identifier: Apache-2.0
/** What a CI server needs to keep a homelab in line: files for a repository that holds only definitions. */
@NullMarked
package dev.homelab.runner.cli.ci;

import org.jspecify.annotations.NullMarked;
