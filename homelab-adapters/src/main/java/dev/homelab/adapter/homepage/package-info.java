// SPDX-License-Identifier: Apache-2.0
/**
 * Tiles on a Homepage dashboard, over SSH: one section of {@code services.yaml}, a file that people write themselves.
 *
 * <p>Start at {@link dev.homelab.adapter.homepage.HomepageProvisioner}. Every byte outside of the section stays; {@link
 * dev.homelab.adapter.homepage.ServicesFile} is the only one that makes a new text of the file, and opens none.
 */
@NullMarked
package dev.homelab.adapter.homepage;

import org.jspecify.annotations.NullMarked;
