// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When Docker starts a container again that has ended. */
public enum Restart {
    /** Whatever the reason, and when Docker itself starts even if a person had stopped it. */
    @JsonProperty("always")
    ALWAYS("always"),
    /** Whatever the reason, unless a person has stopped it. */
    @JsonProperty("unless-stopped")
    UNLESS_STOPPED("unless-stopped"),
    /** After a failure only. */
    @JsonProperty("on-failure")
    ON_FAILURE("on-failure"),
    /** Never. */
    @JsonProperty("no")
    NO("no");

    /** What counts for a container that does not say. */
    public static final Restart USUAL = UNLESS_STOPPED;

    private final String word;

    Restart(String word) {
        this.word = word;
    }

    /** Returns what Docker, Compose and definitions call it. */
    public String word() {
        return word;
    }
}
