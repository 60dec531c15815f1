// SPDX-License-Identifier: Apache-2.0
/** A name server that answers from hosts files, as dnsmasq does. Start at {@link dev.homelab.lab.dnsmasq.FakeDnsmasq}. */
@NullMarked
package dev.homelab.lab.dnsmasq;

import org.jspecify.annotations.NullMarked;
