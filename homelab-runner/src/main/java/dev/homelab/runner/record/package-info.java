// SPDX-License-Identifier: Apache-2.0
/** The run record: what runs leave for the runs after them, in a local folder or on one host. */
@NullMarked
package dev.homelab.runner.record;

import org.jspecify.annotations.NullMarked;
