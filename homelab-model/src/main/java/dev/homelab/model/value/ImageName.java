// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * Names a container image. Whether its tag may move is a policy of the inventory.
 *
 * @param value as Docker writes it, {@code [REGISTRY/]REPOSITORY[:TAG][@DIGEST]}
 */
public record ImageName(
        @JsonValue
        @NotNull(message = "is required, such as nginx:1.29")
        @Pattern(regexp = ImageName.FORM, message = "must be an image as Docker names it, such as nginx:1.29")
        String value)
        implements Comparable<ImageName> {

    /** A digest as registries give it. */
    public static final String DIGEST = "^sha256:[0-9a-f]{64}$";

    /** How a name is written. */
    public static final String FORM =
            "^[A-Za-z0-9][\\w./-]{0,254}(:\\d{1,5}/[\\w./-]{1,254})?(:\\w[\\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$";

    private static final String USUAL_TAG = "latest";

    @JsonCreator
    public static ImageName of(String value) {
        return new ImageName(value);
    }

    /** Returns the digest, if the name has one. */
    public Optional<String> digest() {
        int at = value.indexOf('@');
        return at < 0 ? Optional.empty() : Optional.of(value.substring(at + 1));
    }

    /** Returns the tag; empty for a name that has none, be it with a digest or without. */
    public Optional<String> tag() {
        String name = withoutDigest();
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? Optional.of(name.substring(colon + 1)) : Optional.empty();
    }

    /** Returns the name with its tag, {@code latest} if it says none, and without a digest: what a lock knows it by. */
    public String tagged() {
        return withoutDigest() + (tag().isPresent() ? "" : ":" + USUAL_TAG);
    }

    /** Returns whether it may mean another image tomorrow: it has no digest, and its tag names no version. */
    public boolean isMoving() {
        return digest().isEmpty() && MovingTags.contains(tag().orElse(USUAL_TAG));
    }

    /** Returns whether it means the newest image of its repository, whatever that is: it has neither a digest nor a tag but {@code latest}. */
    public boolean isLatest() {
        return digest().isEmpty() && tag().orElse(USUAL_TAG).equals(USUAL_TAG);
    }

    /** Returns the name with its tag and this digest. */
    public ImageName with(String digest) {
        return new ImageName(tagged() + "@" + digest);
    }

    private String withoutDigest() {
        int at = value.indexOf('@');
        return at < 0 ? value : value.substring(0, at);
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
