// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * A volume or a folder of the host, as a container sees it.
 *
 * @param value {@code SOURCE:/PATH[:ro]}; a source that begins with a slash is a folder of the host
 */
public record VolumeMount(
        @JsonValue
        @NotNull(message = "is required, such as data:/data")
        @Pattern(
                regexp = VolumeMount.FORM,
                message = "must be VOLUME:/PATH or /FOLDER:/PATH, with :ro when read-only, such as config:/config")
        String value)
        implements Comparable<VolumeMount> {

    static final String FORM = "^([a-z0-9][a-z0-9_.-]*|/[^:]*):/[^:]*(:ro)?$";

    private static final java.util.regex.Pattern COMPILED = java.util.regex.Pattern.compile(FORM);

    @JsonCreator
    public static VolumeMount of(String value) {
        return new VolumeMount(value);
    }

    /** Returns whether the text has the form that the other methods read. */
    public boolean isWellFormed() {
        return COMPILED.matcher(value).matches();
    }

    /** Returns where the container sees it, without a slash at the end. */
    public String path() {
        String path = value.split(":", -1)[1];
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Returns the name of the volume, or the folder of the host. */
    public String source() {
        return value.substring(0, value.indexOf(':'));
    }

    /** Returns whether Docker keeps the data in a volume of its own. */
    public boolean isNamedVolume() {
        return !value.startsWith("/");
    }

    /** Returns whether the container cannot write there. */
    public boolean isReadOnly() {
        return value.endsWith(":ro");
    }

    @Override
    public int compareTo(VolumeMount other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
