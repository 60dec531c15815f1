// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * How a folder of the host is made that containers mount. One that is there already stays as it is.
 *
 * @param owner user and group, by number or name; the user that signs in when absent
 * @param mode its permissions in octal digits, with {@code 0o} before them or not; 0755 when absent
 */
public record HostFolder(
        Optional<
                        @Pattern(
                                regexp = "^[a-z0-9_][a-z0-9_-]*:[a-z0-9_][a-z0-9_-]*$",
                                message = "must be USER:GROUP, such as 1000:1000")
                        String>
                owner,
        Optional<
                        @Pattern(regexp = "^(0o)?[0-7]{3,4}$", message = "must be octal digits in quotes, such as 0750")
                        String>
                mode) {}
