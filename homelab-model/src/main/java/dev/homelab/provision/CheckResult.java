// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * One thing that was looked at, at a target or from outside.
 *
 * @param expectation what should be, in a few words
 * @param status whether it was so
 * @param found what was found
 */
public record CheckResult(String expectation, Status status, String found) {

    /** What a finding says. */
    public enum Status {
        /** It is as it should be. */
        GOOD,
        /** It is on its way, and speaks against nothing so far. */
        PENDING,
        /** It is not as it should be. */
        BAD
    }

    /** One of what is so or is not. */
    public CheckResult(String expectation, boolean good, String found) {
        this(expectation, good ? Status.GOOD : Status.BAD, found);
    }

    /** Returns the same, saying how long it was looked for in vain; less than a second is not worth a word. */
    public CheckResult after(Duration tried) {
        return good() || tried.toSeconds() == 0
                ? this
                : new CheckResult(expectation, status, "for %d s: %s".formatted(tried.toSeconds(), found));
    }

    /** Returns whether it was so. */
    @JsonProperty
    public boolean good() {
        return status == Status.GOOD;
    }
}
