// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Names a service, uniquely within a catalog.
 *
 * @param value a DNS label: it becomes a Compose project, a file name and a URL slug
 */
public record ServiceName(
        @JsonValue
        @NotNull(message = "is required, such as jellyfin")
        @Pattern(
                regexp = ServiceName.FORM,
                message = "must be lower-case letters, digits and hyphens, such as home-assistant")
        String value)
        implements Comparable<ServiceName> {

    public static final String FORM = "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$";

    private static final java.util.regex.Pattern COMPILED = java.util.regex.Pattern.compile(FORM);

    @JsonCreator
    public static ServiceName of(String value) {
        return new ServiceName(value);
    }

    /** Returns whether the text has the form it must have. */
    public boolean isWellFormed() {
        return COMPILED.matcher(value).matches();
    }

    @Override
    public int compareTo(ServiceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
