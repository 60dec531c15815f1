// SPDX-License-Identifier: Apache-2.0
/** A primary server of one zone that takes dynamic updates, as BIND does. Start at {@link dev.homelab.lab.rfc2136.FakeZoneServer}. */
@NullMarked
package dev.homelab.lab.rfc2136;

import org.jspecify.annotations.NullMarked;
