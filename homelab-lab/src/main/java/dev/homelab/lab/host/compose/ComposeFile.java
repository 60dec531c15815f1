// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.compose;

import java.util.List;
import java.util.Map;

/**
 * One project as Compose understood it.
 *
 * @param services in the order of the file, without those of a profile
 * @param networks by key, the ones somebody joins
 * @param volumes by key
 * @param warnings what Compose says on standard error although it goes on
 */
public record ComposeFile(
        List<ComposeService> services,
        Map<String, Shared> networks,
        Map<String, Shared> volumes,
        List<String> warnings) {

    /**
     * A network or a named volume.
     *
     * @param name on the host
     * @param external whether somebody else makes and removes it
     */
    public record Shared(String name, boolean external) {}
}
