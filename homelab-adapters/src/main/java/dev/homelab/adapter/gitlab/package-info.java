// SPDX-License-Identifier: Apache-2.0
/** The plan of a merge request, as one note on its page. It has no state to keep in line, so it is no provisioner. */
@NullMarked
package dev.homelab.adapter.gitlab;

import org.jspecify.annotations.NullMarked;
