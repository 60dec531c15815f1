// SPDX-License-Identifier: Apache-2.0
/** The names that services ask for, the same for each kind of DNS server. Start at {@link dev.homelab.adapter.support.dns.WantedNames}. */
@NullMarked
package dev.homelab.adapter.support.dns;

import org.jspecify.annotations.NullMarked;
