// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.homelab.model.pattern.AcceptsInteger;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * How many graphics processors.
 *
 * @param value a number, or {@code all}
 */
@AcceptsInteger(least = 1, most = 9999)
public record GpuCount(
        @JsonValue
        @NotNull(message = "must not be empty, such as 1")
        @Pattern(regexp = "^(all|[1-9][0-9]{0,3})$", message = "must be a number from 1 to 9999 or all, such as 1")
        String value) {

    @JsonCreator
    public static GpuCount of(String value) {
        return new GpuCount(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
