// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * When Docker starts a container again that has ended.
 *
 * @param value {@code always}; {@code unless-stopped}, until it is stopped by hand; {@code on-failure}, with the most attempts behind a
 *     colon if there is a limit; or {@code no}
 */
public record Restart(
        @JsonValue
        @NotNull(message = "must not be empty, such as on-failure")
        @Pattern(
                regexp = "^(always|unless-stopped|no|on-failure(:[1-9][0-9]{0,8})?)$",
                message = "must be always, unless-stopped, no, on-failure or on-failure:COUNT, such as on-failure:5")
        String value) {

    /** What counts for a container that does not say. */
    public static final Restart USUAL = new Restart("unless-stopped");

    @JsonCreator
    public static Restart of(String value) {
        return new Restart(value);
    }

    /** Returns whether a container that ends well stays ended. */
    public boolean letsEnd() {
        return value.equals("no") || value.startsWith("on-failure");
    }

    @Override
    public String toString() {
        return value;
    }
}
