// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.planted;

/** Breaks a rule of the house on purpose, together with the class it calls. */
public final class IsCalledBack {
    public String name() {
        return new CallsBack.Nested().name(this);
    }
}
