// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Session;
import java.util.List;

/** Makes changes, and finishes them, as a run does. */
final class Applied {

    private Applied() {}

    static List<Outcome<ComposeProject>> apply(Session<ComposeProject> session, List<Change<ComposeProject>> changes) {
        return apply(session, new Batch<>(changes));
    }

    static List<Outcome<ComposeProject>> apply(Session<ComposeProject> session, Batch<ComposeProject> batch) {
        List<Outcome<ComposeProject>> outcomes = session.apply(batch);
        session.finish();
        return outcomes;
    }
}
