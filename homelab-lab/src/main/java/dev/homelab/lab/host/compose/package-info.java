// SPDX-License-Identifier: Apache-2.0
/**
 * How a fake Docker Compose reads a project: YAML, interpolation, validation, hashes. Pure apart from reading files.
 *
 * <p>Start at {@link dev.homelab.lab.host.compose.ComposeReader}. Follows Docker Compose 5.6.1 as far as a home lab's
 * files go; no container is known here.
 */
@NullMarked
package dev.homelab.lab.host.compose;

import org.jspecify.annotations.NullMarked;
