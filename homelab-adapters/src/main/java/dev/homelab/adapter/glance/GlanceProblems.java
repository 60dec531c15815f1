// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.problem.Where;
import dev.homelab.provision.Existing.Removal;
import dev.homelab.provision.Owner;
import dev.homelab.spi.OwnedText;
import java.util.Optional;
import java.util.Set;

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
                "there is no \"%s/%s\".".formatted(directory, PageFiles.MAIN),
                "name the folder of Glance's configuration, as the host sees it, under \"directory\".");
    }

    Problem notIncluded(String file) {
        Problem problem = problem(
                "page does not include tiles",
                "no file in \"%s\" includes \"%s\", so its content would not be shown.".formatted(directory, file),
                """
                add this line to the "widgets:" of a column of the page; make the file first, since Glance does not start \
                without it:

                  printf -- '- type: html\\n  source: <p>No services yet.</p>' > %s/%s

                  %s

                Or see where the line belongs, and let it be added once you agree.\
                """.formatted(directory, file, Includes.line(file)));
        return problem.with(Remedy.of(Remedy.Kind.INCLUDE_TILES));
    }

    /** Returns that a file of a person has tiles that homelab is about to write. */
    Problem shownTwice(Removal removal) {
        return problem(
                "tile shown twice",
                "\"%s\" has tiles that lead to the same pages (%s), and homelab does not write to this file."
                        .formatted(removal.file(), removal.what()),
                "once the tiles of homelab are shown, %s.".formatted(removal.text()));
    }

    Problem refused(Set<String> files, String words) {
        return problem(
                "dashboard refuses the file",
                "Glance was asked before %s in \"%s\" was changed, and said: %s. Nothing was changed there."
                        .formatted(String.join(" and ", files), directory, words.replaceFirst("\\.$", "")),
                "mend what it names; a file of your own may be the one that is wrong, since Glance reads all of them.");
    }

    Problem changedMeanwhile(String file) {
        return problem(
                "file changed meanwhile",
                "\"%s/%s\" is not what it was a moment ago, so nothing was added to it.".formatted(directory, file),
                "run it again once the file is no longer edited.");
    }

    /** Returns that Glance does not answer since a file was written, and what became of the file. */
    Problem notBack(String file, boolean isRolledBack) {
        return problem(
                "dashboard does not come back",
                "Glance stopped answering after \"%s/%s\" was written; the file %s."
                        .formatted(directory, file, isRolledBack ? "was rolled back" : "could not be rolled back"),
                "see Glance's log; with \"validate\" in its section of the inventory it is asked beforehand.");
    }

    Problem unreadable(String file) {
        return problem(
                "page file not readable",
                "\"%s/%s\" is no list of widgets, or has YAML anchors in it.".formatted(directory, file),
                "correct it; or empty it, and the next run rewrites it.");
    }

    Problem notOurs(String file) {
        return problem(
                "page file not managed by homelab",
                "\"%s/%s\" has widgets in it and no mark of this homelab, so it is left alone."
                        .formatted(directory, file),
                "to hand it over, make this its first line; its widgets stay:\n\n  "
                        + new OwnedText("", Optional.of(mark)).text().strip());
    }

    private Problem problem(String summary, String detail, String fix) {
        return new Problem(summary, where, detail, fix);
    }
}
