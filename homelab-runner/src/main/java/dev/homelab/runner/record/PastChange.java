// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change.Shape;
import java.util.List;

/**
 * One change in a journal.
 *
 * @param target where, as named in the inventory
 * @param key the resource, as the target identifies it
 * @param service the service on whose behalf it is made
 * @param shape whether it makes, changes or removes something
 * @param json both pictures, as JSON text of {@link dev.homelab.provision.json.ChangeJson}
 * @param progress how far it came
 * @param problem why it came no further, with evidence and advice; empty unless it failed
 * @param causes why it was planned, in words
 */
public record PastChange(
        String target,
        String key,
        ServiceName service,
        Shape shape,
        String json,
        Progress progress,
        String problem,
        List<String> causes) {

    public PastChange {
        causes = List.copyOf(causes);
    }

    /** One of which is not known why it was planned, and that has not failed. */
    public PastChange(String target, String key, ServiceName service, Shape shape, String json, Progress progress) {
        this(target, key, service, shape, json, progress, "", List.of());
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
        /** It was made, at least in part, and then rolled back. */
        PUT_BACK;

        /** Returns whether it is unknown how much of it was made. */
        public boolean isHalf() {
            return this == BEGUN || this == FAILED;
        }
    }

    /** Returns whether a run at least began it. */
    public boolean isBegun() {
        return progress != Progress.PLANNED;
    }

    /** Returns the same, planned for these causes. */
    public PastChange because(List<String> why) {
        return new PastChange(target, key, service, shape, json, progress, problem, why);
    }

    PastChange at(Progress reached) {
        return new PastChange(target, key, service, shape, json, reached, problem, causes);
    }

    PastChange failed(String why) {
        return new PastChange(target, key, service, shape, json, Progress.FAILED, why, causes);
    }
}
