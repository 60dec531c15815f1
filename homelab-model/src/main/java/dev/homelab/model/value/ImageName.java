// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Names a container image, pinned.
 *
 * @param value as Docker writes it, with a tag other than latest or with a digest
 */
public record ImageName(
        @JsonValue
        @NotNull(message = "is required, such as nginx:1.29")
        @Pattern(
                regexp = ImageName.FORM,
                message =
                        "must be pinned to a tag or digest, so that a rollback has an image to restore, such as nginx:1.29")
        String value)
        implements Comparable<ImageName> {

    static final String FORM = "^[A-Za-z0-9][^\\s@]*(:(?!latest$)\\w[\\w.-]{0,127}|@sha256:[0-9a-f]{64})$";

    @JsonCreator
    public static ImageName of(String value) {
        return new ImageName(value);
    }

    @Override
    public int compareTo(ImageName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
