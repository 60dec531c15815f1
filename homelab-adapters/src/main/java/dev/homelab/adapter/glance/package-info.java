// SPDX-License-Identifier: Apache-2.0
/**
 * Tiles on a Glance dashboard, over SSH: one file for each page, which a line in the person's own {@code glance.yml}
 * includes.
 *
 * <p>Start at {@link dev.homelab.adapter.glance.GlanceProvisioner}. {@code glance.yml} is read, and
 * written by {@link dev.homelab.adapter.glance.Inclusions} alone, for the user who asked for it; what people put into a
 * page's file stays. {@link dev.homelab.adapter.glance.page} holds what stands in the file of a page, and opens none.
 */
@NullMarked
package dev.homelab.adapter.glance;

import org.jspecify.annotations.NullMarked;
