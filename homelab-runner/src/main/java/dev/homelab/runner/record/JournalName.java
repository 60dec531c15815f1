// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the file of a journal is called. Its number orders runs, whatever clocks say.
 *
 * @param number counted up from 1 within a run record
 * @param run the id of the run
 */
record JournalName(long number, String run) implements Comparable<JournalName> {

    static final String FOLDER = "journal";

    private static final Pattern NAME = Pattern.compile("([0-9]{8})-([^/]+)\\.jsonl");

    /** Reads the name of a file; nothing if it is not one of a journal. */
    static Optional<JournalName> read(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new JournalName(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    /** Returns the name within the folder of journals. */
    String name() {
        return "%08d-%s.jsonl".formatted(number, run);
    }

    /** Returns the name within the run record. */
    String file() {
        return FOLDER + "/" + name();
    }

    @Override
    public int compareTo(JournalName other) {
        return name().compareTo(other.name());
    }

    @Override
    public String toString() {
        return name();
    }
}
