// SPDX-License-Identifier: Apache-2.0
/** What the fakes that read files share: YAML the way Go programs read it, and noticing that files changed. */
@NullMarked
package dev.homelab.lab.file;

import org.jspecify.annotations.NullMarked;
