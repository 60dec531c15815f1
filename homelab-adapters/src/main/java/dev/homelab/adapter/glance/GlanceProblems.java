// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import dev.homelab.adapter.support.file.OwnedText;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Owner;
import java.util.Optional;

/**
 * Says what is wrong with a Glance's files, and what to do about it.
 *
 * @param where the target
 * @param directory the folder of its configuration
 * @param mark what is written at the top of our files
 */
record GlanceProblems(Where where, String directory, Owner mark) {

    Problem noConfiguration() {
        return problem(
                "dashboard not found",
                "there is no \"%s/%s\".".formatted(directory, GlanceFolder.MAIN),
                "name the folder of Glance's configuration, as the host sees it, under \"directory\".");
    }

    Problem notIncluded(String file) {
        return problem(
                "page does not include tiles",
                "no file in \"%s\" includes \"%s\", so nobody would see what is in it.".formatted(directory, file),
                """
                make the file, since Glance does not start without it, and then add the line below to the "widgets:" of a \
                column of the page in "%1$s/%2$s":

                  printf -- '- type: html\\n  source: <p>No services yet.</p>' > %1$s/%3$s

                  - $include: %3$s""".formatted(directory, GlanceFolder.MAIN, file));
    }

    Problem unreadable(String file) {
        return problem(
                "page file not readable",
                "\"%s/%s\" is no list of widgets, or has YAML anchors in it.".formatted(directory, file),
                "mend it; or remove what is in it, and the next run writes it anew.");
    }

    Problem notOurs(String file) {
        return problem(
                "page file is a person's",
                "\"%s/%s\" has widgets in it and no mark of this homelab, so it is left alone."
                        .formatted(directory, file),
                "to hand it over, make this its first line; its widgets stay:\n\n  "
                        + new OwnedText("", Optional.of(mark)).text().strip());
    }

    private Problem problem(String summary, String detail, String fix) {
        return new Problem(summary, where, detail, fix);
    }
}
