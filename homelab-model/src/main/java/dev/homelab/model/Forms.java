// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

/** Forms that texts of several records share. */
final class Forms {

    /** Text that is not blank. Unlike NotBlank, a pattern lets an absent text pass. */
    static final String TEXT = "^.*\\S.*$";

    /** An amount of bytes. */
    static final String SIZE = "^[1-9][0-9]*([bkmg]|[kmg]b)$";

    static final String SIZE_MESSAGE = "must be a size with its unit, such as 512m";

    private Forms() {}
}
