// SPDX-License-Identifier: Apache-2.0
package dev.homelab.report;

/** Follows what a run is at work on. Called from many threads at once, so it must be quick; it never fails. */
@FunctionalInterface
public interface Watcher {

    /** Called when a step begins, whenever there is more to say of it, and when it has ended. */
    void at(Activity activity);

    /**
     * Returns whether a person follows each second, so that targets are asked for what is of no other use, such as how far each layer of
     * an image is.
     */
    default boolean wantsDetails() {
        return false;
    }

    /** Returns one that follows nothing. */
    static Watcher none() {
        return activity -> {};
    }
}
