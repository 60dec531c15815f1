// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.dnsmasq;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;

/**
 * What may keep a hosts file from being used, each with its way out.
 *
 * @param where the target
 * @param file the file
 */
record DnsmasqProblems(Where where, String file) {

    Problem damaged() {
        return problem(
                "hosts file not UTF-8",
                "\"%s\" has bytes that are not UTF-8 text, so its lines by hand could not be written back as they are."
                        .formatted(file),
                "save it as UTF-8 first; umlauts in its comments are the usual cause.");
    }

    TargetException notReloaded(String command, String reason) {
        return new TargetException(
                problem(
                        "hosts file not reloaded",
                        "\"%s\" is written, and \"%s\", which is to make the server read it, failed: %s."
                                .formatted(file, command, reason),
                        "run the command on the host by hand; correct \"reload\" in the inventory, or give the user who signs in the right to run it."));
    }

    private Problem problem(String summary, String detail, String fix) {
        return new Problem(summary, where, detail, fix);
    }
}
