// SPDX-License-Identifier: Apache-2.0
/** What every fake that speaks HTTP shares: a loopback server that counts, notifies a listener, and fails on command. */
@NullMarked
package dev.homelab.lab.http;

import org.jspecify.annotations.NullMarked;
