// SPDX-License-Identifier: Apache-2.0
/**
 * The images of a host: which ones run, whether their tags have moved on, and how a tag is restored. Start at {@link
 * dev.homelab.adapter.compose.image.HostImages}. No image is ever removed.
 */
@NullMarked
package dev.homelab.adapter.compose.image;

import org.jspecify.annotations.NullMarked;
