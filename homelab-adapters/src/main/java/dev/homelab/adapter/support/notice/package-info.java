// SPDX-License-Identifier: Apache-2.0
/** What notifications say of a run, the same on every channel, and how it is sent there once. */
@NullMarked
package dev.homelab.adapter.support.notice;

import org.jspecify.annotations.NullMarked;
