// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.model.name.ServiceName;
import dev.homelab.provision.Change.Shape;

/**
 * One change that a journal tells of.
 *
 * @param target where, as named in the inventory
 * @param key the resource, as the target identifies it
 * @param change both pictures, in the form of {@link dev.homelab.provision.ChangeJson}
 * @param progress how far it came
 * @param problem why it came no further; empty unless it failed
 */
public record PastChange(String target, String key, JsonNode change, Progress progress, String problem) {

    /** A change that has met with no problem yet. */
    public PastChange(String target, String key, JsonNode change, Progress progress) {
        this(target, key, change, progress, "");
    }

    /** How far a change came, for all that the journal knows. */
    public enum Progress {
        /** It was not tried. */
        PLANNED,
        /** It was begun; how much of it was made is unknown. */
        BEGUN,
        /** It was tried and failed; some of it may have been made. */
        FAILED,
        /** It was made. */
        MADE,
        /** It was made, at least in part, and then put back. */
        PUT_BACK;

        /** Returns whether nobody can say what of it was made. */
        public boolean isHalf() {
            return this == BEGUN || this == FAILED;
        }
    }

    /** Returns the service on whose behalf it was made. */
    public ServiceName service() {
        return ServiceName.of(change.path("service").asText());
    }

    /** Returns whether a run at least began it. */
    public boolean isBegun() {
        return progress != Progress.PLANNED;
    }

    /** Returns whether it made something, changed something, or removed it. */
    public Shape shape() {
        if (!change.hasNonNull("after")) {
            return Shape.DELETE;
        }
        return change.hasNonNull("before") ? Shape.UPDATE : Shape.CREATE;
    }

    PastChange at(Progress reached) {
        return new PastChange(target, key, change, reached, problem);
    }

    PastChange failed(String why) {
        return new PastChange(target, key, change, Progress.FAILED, why);
    }
}
