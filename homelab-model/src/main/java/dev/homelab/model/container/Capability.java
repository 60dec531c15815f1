// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Locale;

/**
 * One of the rights of root in Linux. Docker takes it in either case and with {@code CAP_} before it or not; it is kept as the kernel's
 * documents shorten it.
 *
 * @param value such as {@code NET_ADMIN}, or {@code ALL}
 */
public record Capability(
        @JsonValue
        @NotNull(message = "must not be empty, such as NET_ADMIN")
        @Pattern(regexp = "^[A-Za-z][A-Za-z0-9_]*$", message = "must be a capability, such as NET_ADMIN")
        String value) {

    public Capability {
        value = value == null ? value : canonical(value); // to be judged by the constraints
    }

    @JsonCreator
    public static Capability of(String value) {
        return new Capability(value);
    }

    private static String canonical(String written) {
        return written.toUpperCase(Locale.ROOT).replaceFirst("^CAP_(?=.)", "");
    }

    @Override
    public String toString() {
        return value;
    }
}
