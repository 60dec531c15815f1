// SPDX-License-Identifier: Apache-2.0
/**
 * Local DNS records of a Pi-hole v6. Start reading at {@link dev.homelab.adapter.pihole.PiholeProvisioner}.
 *
 * <p>Only {@code dns.hosts} is ours to touch, and of it only the lines with our mark, {@code # homelab:HOME/SERVICE}:
 * a CNAME has no room for one, and changing one restarts the name server. What happens to the array is decided in
 * {@code HostLines}, which is pure; {@code PiholeClient} makes the calls.
 */
@NullMarked
package dev.homelab.adapter.pihole;

import org.jspecify.annotations.NullMarked;
