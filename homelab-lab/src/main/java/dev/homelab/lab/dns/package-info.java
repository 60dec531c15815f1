// SPDX-License-Identifier: Apache-2.0
/** Queries to name servers and their answers, as bytes. Start at {@link dev.homelab.lab.dns.DnsMessage}. */
@NullMarked
package dev.homelab.lab.dns;

import org.jspecify.annotations.NullMarked;
