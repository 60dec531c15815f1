// SPDX-License-Identifier: Apache-2.0
/**
 * Reads what runs on a host: its containers as the engine shows them, and the Compose files they were created from. Start at
 * {@link dev.homelab.runner.importer.host.HostReader}. Nothing here changes anything on the host.
 */
@NullMarked
package dev.homelab.runner.importer.host;

import org.jspecify.annotations.NullMarked;
