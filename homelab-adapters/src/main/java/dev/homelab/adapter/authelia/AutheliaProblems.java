// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authelia;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;

/**
 * Says what keeps an Authelia from being used, and what to do about it.
 *
 * @param where the target
 * @param directory the folder of the files
 */
record AutheliaProblems(Where where, String directory) {

    Problem notIncluded(String file) {
        return problem(
                "file not there",
                "there is no \"%s/%s\", which Authelia's configuration has to include.".formatted(directory, file),
                "make the file and include it, as docs/targets/authelia.md has it, and restart Authelia.");
    }

    Problem unreadable(String file) {
        return problem(
                "file not readable",
                "\"%s/%s\" is no %s in UTF-8, so nothing is added to it."
                        .formatted(directory, file, file.equals(AutheliaFiles.POLICIES) ? "map" : "list"),
                "correct it as YAML.");
    }

    Problem noOpenId(int status) {
        return problem(
                "OpenID Connect not set up",
                "/.well-known/openid-configuration was answered %d, and services are to sign their visitors in by it."
                        .formatted(status),
                "set up \"identity_providers.oidc\" in Authelia's configuration, and include clients.yml there.");
    }

    TargetException refused(String command, String answer) {
        return new TargetException(problem(
                "configuration refused",
                "with the new entries, \"%s\" says: %s. The files are as they were, and Authelia was not restarted."
                        .formatted(command, answer),
                "see what it says: a client id of your own configuration may be used twice, a scope may be unknown."));
    }

    TargetException notRestarted(String command, String answer) {
        return new TargetException(problem(
                "server not restarted",
                "\"%s\" failed: %s. The files are as they were.".formatted(command, answer),
                "run it on the host, and correct \"restart\" in the inventory."));
    }

    TargetException down(String health) {
        return new TargetException(problem(
                "server does not start",
                "%s did not answer after the restart with the new entries. The files are as they were, and Authelia was restarted again."
                        .formatted(health),
                "see Authelia's log for what it refuses; set \"validate\" to learn that before a restart."));
    }

    TargetException stillDown(String health) {
        return new TargetException(problem(
                "server does not start",
                "%s did not answer after the restart with the new entries, and not with the former ones either. The files are as they were."
                        .formatted(health),
                "see Authelia's log: visitors cannot sign in until it starts."));
    }

    private Problem problem(String summary, String detail, String fix) {
        return new Problem(summary, where, detail, fix);
    }
}
