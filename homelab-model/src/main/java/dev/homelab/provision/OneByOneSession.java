// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import java.util.List;

/** A session with a target that changes one resource per call: write two verbs, get the rest. */
public interface OneByOneSession<R extends Resource> extends Session<R>, Verbs<R> {

    @Override
    default List<Outcome<R>> apply(Batch<R> batch) {
        return batch.oneByOne(change -> change.applyTo(this));
    }
}
