// SPDX-License-Identifier: Apache-2.0
/**
 * The offline homelab: one stateful fake per target, on 127.0.0.1 only.
 *
 * <p>Each fake behaves as the real server does, ugly parts included, keeps state, has switches for faults, counts what it
 * is asked, and lets a listener see every exchange. Nothing here knows an adapter; a fake is spoken to the way the real
 * server is, over its own protocol.
 */
@NullMarked
package dev.homelab.lab;

import org.jspecify.annotations.NullMarked;
