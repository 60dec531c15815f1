// SPDX-License-Identifier: Apache-2.0
/**
 * Names in a zone of a DNS server, such as BIND or Knot, by dynamic updates (RFC 2136) that a key signs. Start at {@link
 * dev.homelab.adapter.rfc2136.Rfc2136Provisioner}.
 *
 * <p>Whose a name is says a TXT record at {@code _homelab.NAME}. Each update says what must be there for it to be made, so that nothing is
 * overwritten that changed since it was planned.
 */
@NullMarked
package dev.homelab.adapter.rfc2136;

import org.jspecify.annotations.NullMarked;
