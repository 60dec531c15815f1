// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

/**
 * What the containers of one project share while they are converted.
 *
 * @param service what the service is called
 */
record ProjectParts(
        String service, Findings findings, ProjectNetworks networks, ProjectVolumes volumes, SecretTexts secrets) {}
