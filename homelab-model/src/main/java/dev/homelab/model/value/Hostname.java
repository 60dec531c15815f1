// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * A name in the DNS under which people reach something.
 *
 * @param value fully qualified, lower case, without a dot at the end; with {@code *.} before it, every name one step below
 */
public record Hostname(
        @JsonValue
        @NotNull(message = "is required, such as wiki.home.arpa")
        @Pattern(
                regexp = Hostname.FORM,
                message = "must be a fully qualified name in lower case, such as photos.home.arpa")
        String value)
        implements Comparable<Hostname> {

    static final String FORM =
            "^(?=.{1,253}$)(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";

    private static final java.util.regex.Pattern COMPILED = java.util.regex.Pattern.compile(FORM);

    @JsonCreator
    public static Hostname of(String value) {
        return new Hostname(value);
    }

    /** Returns whether it stands for every name one step below another. Only routes may be at such a name. */
    public boolean isWildcard() {
        return value.startsWith("*.");
    }

    /** Returns whether the text has the form it must have. */
    public boolean isWellFormed() {
        return COMPILED.matcher(value).matches();
    }

    @Override
    public int compareTo(Hostname other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
