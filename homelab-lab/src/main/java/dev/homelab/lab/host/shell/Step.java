// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.shell;

import java.util.List;

/**
 * One command of a shell line.
 *
 * @param onlyAfterSuccess whether it stands behind {@code &&}
 * @param argv the words without their quotes, at least one
 */
public record Step(boolean onlyAfterSuccess, List<String> argv) {

    public Step {
        argv = List.copyOf(argv);
    }
}
