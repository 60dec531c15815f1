// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.inventory;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What counts for images whose tag moves, such as {@code latest}. */
public enum Pin {
    /** An image has a tag other than {@code latest}, or a digest; other moving tags are a warning. */
    @JsonProperty("require")
    REQUIRE,
    /** Each moving tag is a warning. */
    @JsonProperty("warn")
    WARN,
    /** A moving tag means the digest that the lock beside the inventory has for it. */
    @JsonProperty("lock")
    LOCK
}
