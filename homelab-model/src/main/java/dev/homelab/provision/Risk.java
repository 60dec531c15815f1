// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import java.util.Optional;
import java.util.stream.Stream;

/** What people may notice or lose by a change that is right. */
public enum Risk {
    /** It stops for a moment and comes up again. */
    RESTART("restart", false),
    /** It is unavailable while the run takes it down and brings it up again. */
    DOWNTIME("downtime", false),
    /** Its data stays where it was, and it starts without data elsewhere. */
    DATA_STAYS_BEHIND("data-stays-behind", true),
    /** People may pass who could not before. */
    MORE_PEOPLE("more-people", true),
    /** Visitors no longer have to sign in, or not before they reach the service. */
    WEAKER_SIGN_IN("weaker-sign-in", true);

    private final String word;
    private final boolean needsWord;

    Risk(String word, boolean needsWord) {
        this.word = word;
        this.needsWord = needsWord;
    }

    /** Returns the risk that a person means by this word. */
    public static Optional<Risk> of(String word) {
        return Stream.of(values()).filter(risk -> risk.word.equals(word)).findFirst();
    }

    /** Returns what a person calls it. */
    public String word() {
        return word;
    }

    /** Returns whether a person has to accept it before a run takes it. */
    public boolean needsWord() {
        return needsWord;
    }
}
