// SPDX-License-Identifier: Apache-2.0
/** The first files of a homelab: what there is to know before they can be written, and what stands in them. Nothing here prints. */
@NullMarked
package dev.homelab.runner.cli.start;

import org.jspecify.annotations.NullMarked;
