// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import dev.homelab.model.value.ServiceName;
import java.util.Optional;

/**
 * One step from what a target holds to what it should hold: two pictures of one resource.
 *
 * <p>A change is plain data, not a closure: it can be printed, saved, journalled, and read back by a later process. Its
 * three shapes are what a reader calls create (no before), update (both) and delete (no after).
 *
 * @param service on whose behalf it is made
 * @param before what was observed; empty when there was nothing
 * @param after what is to be observed afterwards, its owner included; empty when nothing is to be left
 */
public record Change<R extends Resource>(
        ServiceName service, Optional<Observed<R>> before, Optional<Observed<R>> after) {

    /** The three shapes of a change. */
    public enum Shape {
        CREATE,
        UPDATE,
        DELETE
    }

    public Shape shape() {
        if (after.isEmpty()) {
            return Shape.DELETE;
        }
        return before.isEmpty() ? Shape.CREATE : Shape.UPDATE;
    }

    public String key() {
        return resource().key();
    }

    /** Returns the resource this is about: as it is to be, or as it was if it is to go. */
    public R resource() {
        return after.or(() -> before).orElseThrow().resource();
    }

    /** Calls the verb that makes this change. */
    public void applyTo(Verbs<R> verbs) {
        after.ifPresentOrElse(verbs::put, () -> verbs.remove(before.orElseThrow()));
    }
}
