// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.planted;

/** Breaks a rule of the house on purpose, together with the class it is called by. */
public final class CallsBack {

    /** Counts as the class it is in. */
    public static final class Nested {
        public String name(IsCalledBack one) {
            return one.getClass().getName();
        }
    }
}
