// SPDX-License-Identifier: Apache-2.0
/** Where the time of a run goes: measured around the adapters, so that neither they nor the engine know of it. */
@NullMarked
package dev.homelab.runner.timing;

import org.jspecify.annotations.NullMarked;
