// SPDX-License-Identifier: Apache-2.0
/**
 * Local DNS records of a Pi-hole v6. Start reading at {@link dev.homelab.adapter.pihole.PiholeProvisioner}.
 *
 * <p>Of {@code dns.hosts} only the lines with our mark are ours to touch, {@code # homelab:HOME:SERVICE}. A line of {@code
 * dns.cnameRecords} has no room for one: whose it is, the ledger knows, and a change says which line it takes away. What
 * happens to the arrays is decided in {@code LocalDns}, which is pure; {@code PiholeClient} makes the calls.
 */
@NullMarked
package dev.homelab.adapter.pihole;

import org.jspecify.annotations.NullMarked;
