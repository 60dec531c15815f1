// SPDX-License-Identifier: Apache-2.0
/** The only packages that open a connection, a channel or a remote file. Adapters speak to the world through these. */
@NullMarked
package dev.homelab.adapter.support;

import org.jspecify.annotations.NullMarked;
