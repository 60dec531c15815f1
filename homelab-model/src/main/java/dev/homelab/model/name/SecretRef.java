// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.name;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Says where a secret is found; never the secret itself.
 *
 * @param value {@code env:NAME} for an environment variable of the run, {@code file:PATH} for the text of a file
 */
public record SecretRef(
        @JsonValue
        @NotNull(message = "is required, such as env:TOKEN")
        @Pattern(
                regexp = SecretRef.FORM,
                message = "must say where the secret is, never the secret itself, such as env:JELLYFIN_TOKEN")
        String value)
        implements Comparable<SecretRef> {

    static final String FORM = "^(env:[A-Za-z_][A-Za-z0-9_]*|file:\\S+)$";

    @JsonCreator
    public static SecretRef of(String value) {
        return new SecretRef(value);
    }

    /** Returns {@code env} or {@code file}. */
    public String scheme() {
        return value.substring(0, value.indexOf(':'));
    }

    /** Returns the name of the variable or the path of the file. */
    public String location() {
        return value.substring(value.indexOf(':') + 1);
    }

    @Override
    public int compareTo(SecretRef other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
