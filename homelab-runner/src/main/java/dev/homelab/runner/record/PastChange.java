// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One change that a journal tells of.
 *
 * @param target where, as named in the inventory
 * @param key the resource, as the target identifies it
 * @param change both pictures, in the form of {@link dev.homelab.provision.ChangeJson}
 * @param progress how far it came
 */
public record PastChange(String target, String key, JsonNode change, Progress progress) {

    /** How far a change came, for all that the journal knows. */
    public enum Progress {
        /** Nobody tried. */
        PLANNED,
        /** Somebody began; whether anything came of it, or all of it, is not known. */
        BEGUN,
        /** It was made. */
        MADE
    }

    PastChange at(Progress reached) {
        return new PastChange(target, key, change, reached);
    }
}
