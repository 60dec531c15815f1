// SPDX-License-Identifier: Apache-2.0
/**
 * What targets hold of services that are imported, besides their containers: names, sign-ons, tiles and routes that people set up. Begin
 * with {@link dev.homelab.runner.importer.live.TargetImport}. What a target calls things, and what a definition says instead, is known
 * to its adapter alone.
 */
@NullMarked
package dev.homelab.runner.importer.live;

import org.jspecify.annotations.NullMarked;
