// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;

/**
 * Says what is wrong with a Homepage's file, and what to do about it.
 *
 * @param where the target
 * @param directory the folder of its configuration
 */
record HomepageProblems(Where where, String directory) {

    Problem noConfiguration() {
        return problem(
                "dashboard not found",
                "there is no \"%s\".".formatted(file()),
                "name the folder of Homepage's configuration, as the host sees it, under \"directory\"; Homepage makes the file when it starts.");
    }

    Problem of(ServicesFile.Fault fault) {
        return switch (fault) {
            case DAMAGED ->
                problem(
                        "services file not readable",
                        "\"%s\" has bytes that are not UTF-8, which would be lost in writing it again."
                                .formatted(file()),
                        "save it as UTF-8.");
            case UNREADABLE ->
                problem(
                        "services file not readable",
                        "\"%s\" is no list of groups that stand one below the other, so nothing is added to it."
                                .formatted(file()),
                        "correct it, as Homepage's documentation has it; \"[]\" is written as an empty file.");
            case SECTION ->
                problem(
                        "section changed by hand",
                        "what stands in \"%s\" between \"%s\" and \"%s\" is not in the form that homelab writes, so nothing is written."
                                .formatted(file(), ServicesFile.BEGIN, ServicesFile.END),
                        "correct it; or remove the section with both marks, and the next run writes it again. Entries of your own"
                                + " stand above it or below it.");
        };
    }

    Problem groupTwice(String group) {
        return problem(
                "group used twice",
                "\"%s\" has a group \"%s\" of your own, and Homepage shows only the first group of a name, so tiles of homelab in a second would not be shown."
                        .formatted(file(), group),
                "give your group another name, or write another \"group\" for the widgets.");
    }

    Problem shownTwice(ServiceTile tile) {
        return problem(
                "tile shown twice",
                "\"%s\" has an entry \"%s\" of your own under \"%s\" that leads to %s, too, and homelab does not change it."
                        .formatted(file(), tile.title(), tile.group(), tile.url()),
                "once the tile of homelab is shown, remove your entry.");
    }

    Problem notWritten() {
        return problem(
                "services file not readable",
                "\"%s\" would not say the same any more with a section at its end, so nothing was written."
                        .formatted(file()),
                "end its last line, and keep all groups in one list.");
    }

    private String file() {
        return directory + "/" + ServicesFile.NAME;
    }

    private Problem problem(String summary, String detail, String fix) {
        return new Problem(summary, where, detail, fix);
    }
}
