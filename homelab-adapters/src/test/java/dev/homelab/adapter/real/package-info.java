// SPDX-License-Identifier: Apache-2.0
/**
 * The laws of adapters against real servers, which {@code it/servers} starts on loopback. Writes are watched on their way there, so
 * that they can be counted, refused and lost as those to a fake.
 */
@NullMarked
package dev.homelab.adapter.real;

import org.jspecify.annotations.NullMarked;
