// SPDX-License-Identifier: Apache-2.0
/**
 * Names in a hosts file on a host, which dnsmasq or any other server of hosts files answers from. Start at {@link
 * dev.homelab.adapter.dnsmasq.DnsmasqProvisioner}.
 *
 * <p>Only lines with our mark are ours to touch, {@code # homelab: HOME/SERVICE}; all others stay byte for byte. What happens to the lines is
 * decided in {@code HostsFile}, which is pure.
 */
@NullMarked
package dev.homelab.adapter.dnsmasq;

import org.jspecify.annotations.NullMarked;
