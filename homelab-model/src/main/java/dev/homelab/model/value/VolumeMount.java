// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;

/**
 * A volume, or a folder or file of the host, as a container sees it.
 *
 * <pre>
 *   config:/config                  a volume of the service's own
 *   /srv/films:/films:ro            a folder of the host, which the container cannot write to
 *   /etc/localtime:/etc/localtime   a file of the host
 *   /var/cache                      a volume that Docker names
 *   config:/app:subpath=app,nocopy  a folder within a volume, where Docker puts nothing of the image
 *   /srv:/srv:rslave,z              mounts that appear there later are seen, too; shared with others under SELinux
 * </pre>
 *
 * @param value {@code SOURCE:/PATH[:OPTION,...]} or {@code /PATH}; a source that begins with a slash is a path of the host
 */
public record VolumeMount(
        @JsonValue
        @NotNull(message = "is required, such as data:/data")
        @Pattern(
                regexp = VolumeMount.FORM,
                message = "must be VOLUME:/PATH or /FOLDER:/PATH, with :ro when read-only, such as config:/config")
        String value)
        implements Comparable<VolumeMount> {

    private static final String ANY = "ro|rw|z|Z";
    private static final String OF_VOLUME = "(" + ANY + "|nocopy|subpath=[^/:,][^:,]*)";
    private static final String OF_FOLDER = "(" + ANY + "|r?shared|r?slave|r?private)";

    static final String FORM = "^(/[^:]*|[a-zA-Z0-9][a-zA-Z0-9_.-]*:/[^:]*(:" + VolumeMount.OF_VOLUME + "(,"
            + VolumeMount.OF_VOLUME + "){0,8})?|/[^:]*:/[^:]*(:" + VolumeMount.OF_FOLDER + "(," + VolumeMount.OF_FOLDER
            + "){0,8})?)$";

    private static final String SUBPATH = "subpath=";
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
        String path = value.split(":", -1)[isAnonymous() ? 0 : 1];
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Returns the name of the volume, or the path of the host; empty for a volume that Docker names. */
    public String source() {
        return isAnonymous() ? "" : value.substring(0, value.indexOf(':'));
    }

    /** Returns whether Docker keeps the data in a volume of the service. */
    public boolean isNamedVolume() {
        return !value.startsWith("/");
    }

    /** Returns whether Docker keeps the data in a volume that it names, and that the next container does not find. */
    public boolean isAnonymous() {
        return value.startsWith("/") && value.indexOf(':') < 0;
    }

    /** Returns whether the container cannot write there. */
    public boolean isReadOnly() {
        return options().contains("ro");
    }

    /** Returns the folder within the volume that is mounted; empty for all of it. */
    public Optional<String> subpath() {
        return options().stream()
                .filter(option -> option.startsWith(SUBPATH))
                .map(option -> option.substring(SUBPATH.length()))
                .findFirst();
    }

    /** Returns its options, in the order in which they are written. */
    public List<String> options() {
        String[] parts = value.split(":", 3);
        return parts.length < 3 ? List.of() : List.of(parts[2].split(",", -1));
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
