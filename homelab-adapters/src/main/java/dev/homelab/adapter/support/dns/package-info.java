// SPDX-License-Identifier: Apache-2.0
/**
 * Messages to a DNS server and its answers, over TCP and signed with a key. Start at {@link dev.homelab.adapter.support.dns.SignedDns}.
 *
 * <p>dnsjava makes and reads the messages; connections are ours, so that none is made anywhere else and no thread outlives a question.
 */
@NullMarked
package dev.homelab.adapter.support.dns;

import org.jspecify.annotations.NullMarked;
