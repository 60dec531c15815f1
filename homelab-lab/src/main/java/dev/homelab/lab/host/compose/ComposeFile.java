// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * One project as Compose understood it.
 *
 * @param services in the order of the file, without those of a profile
 * @param networks by key, those with members
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
     * @param external whether Compose neither creates nor removes it
     * @param options how it is created
     * @param definition its section of the file
     */
    public record Shared(String name, boolean external, Options options, JsonNode definition) {}

    /**
     * How Compose creates a network or a named volume.
     *
     * @param driver {@code local} for a volume unless the file names another
     * @param driverOptions the options of the driver
     * @param labels those of the file, without Compose's own
     */
    public record Options(String driver, SortedMap<String, String> driverOptions, SortedMap<String, String> labels) {

        /** Returns the fingerprint by which Compose knows that one of this name was created in another way. */
        public String hash(String name) {
            return ConfigHash.of(name + " " + this);
        }
    }
}
