// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.planted;

/** Breaks a rule of the house on purpose. */
public final class Prints {
    public void print() {
        System.out.println();
    }
}
