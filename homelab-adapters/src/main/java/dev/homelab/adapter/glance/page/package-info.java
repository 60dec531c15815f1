// SPDX-License-Identifier: Apache-2.0
/**
 * What stands in the file of one page: widgets with groups, and in these sites and links, of which some are tiles of ours.
 * Start with {@link dev.homelab.adapter.glance.page.PageFile}. Pure: nothing here opens a file.
 */
@NullMarked
package dev.homelab.adapter.glance.page;

import org.jspecify.annotations.NullMarked;
