// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

/** Forms that texts of several records share. */
final class Forms {

    /** Text that is not blank. Unlike NotBlank, a pattern lets an absent text pass. */
    static final String TEXT = "^.*\\S.*$";

    private Forms() {}
}
