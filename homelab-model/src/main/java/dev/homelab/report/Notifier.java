// SPDX-License-Identifier: Apache-2.0
package dev.homelab.report;

/** Sends notifications of a run. A failure in here never changes the result of a run. */
@FunctionalInterface
public interface Notifier {

    /** Called whenever the state of a run changes, always with the whole of it; from one thread at a time. */
    void tell(Report report);
}
