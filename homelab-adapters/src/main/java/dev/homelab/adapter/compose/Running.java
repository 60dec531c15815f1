// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

/** How far the containers of a project run as its files say. */
public enum Running {
    /** Every container is up, and was made from these files. */
    AS_WRITTEN(""),
    /** Some container is up, but not all, or not all were made from these files. */
    OTHERWISE(", not running as written"),
    /** No container is up. */
    NOT_AT_ALL(", not running");

    private final String remark;

    Running(String remark) {
        this.remark = remark;
    }

    /** Returns what a plan adds to the name of the project; nothing when all are healthy. */
    String remark() {
        return remark;
    }
}
