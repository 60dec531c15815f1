// SPDX-License-Identifier: Apache-2.0
package dev.homelab.report;

/**
 * What a run is at work on at one place, for a live display. It is reported when a step begins, whenever there is more to
 * say of it, and when it ends.
 *
 * @param target the target, or the part of the run, such as {@code lock}
 * @param service the service it works for; empty if it works for all at once
 * @param step what it does, such as {@code pulling}; empty when it has ended
 * @param detail what it waits for, or how far it is; empty if that is not known
 */
public record Activity(String target, String service, String step, String detail) {

    /** Returns that the work at a place has ended. */
    public static Activity ended(String target, String service) {
        return new Activity(target, service, "", "");
    }

    /** Returns whether the work there has ended. */
    public boolean hasEnded() {
        return step.isEmpty();
    }
}
