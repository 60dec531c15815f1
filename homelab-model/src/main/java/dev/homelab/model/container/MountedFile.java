// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import dev.homelab.model.pattern.ShortForm;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * Where a container finds a file, or a folder of files, that lies beside the definition.
 *
 * @param path from the root of the container on
 * @param mode who may read, write and run it, as octal digits in quotes; {@code "0644"} when absent. A folder of such files can be
 *     entered by those who may read them
 * @param owner whose it is, {@code UID:GID}; the user who signs in to the host when absent
 * @param writable whether the container gets a copy of its own, made once and never changed or deleted afterwards; read-only when
 *     absent
 */
@ShortForm("path")
public record MountedFile(
        @NotNull(message = "must say where the container finds it, such as /config/app.json")
        @Pattern(regexp = "^(/[^/:\\s]+){1,64}$", message = "must be a path from the root on, such as /config/app.json")
        String path,

        Optional<@Pattern(regexp = "^0[0-7]{3}$", message = "must be four octal digits in quotes, such as 0640") String>
                mode,
        Optional<
                        @Pattern(
                                regexp = "^[0-9]{1,9}:[0-9]{1,9}$",
                                message = "must be the numbers of a user and a group, such as 1000:1000")
                        String>
                owner,
        Optional<Boolean> writable) {

    /** A file that is there to be read. */
    public static MountedFile at(String path) {
        return new MountedFile(path, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns whether the container has a copy of its own. */
    public boolean isWritable() {
        return writable.orElse(false);
    }
}
