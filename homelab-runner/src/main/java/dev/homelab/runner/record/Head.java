// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where the chain of a run record ends, as {@link AppliedFile} keeps it. A record of which a part is older than the rest does
 * not fit.
 *
 * @param run the number of the last run that began to change something; 0 before the first
 * @param journal the signature of the last line of its journal; empty until that has ended
 * @param ledger the signature of the ledger when this was written; empty if there was none
 */
record Head(long run, String journal, String ledger) {

    static Head none() {
        return new Head(0, "", "");
    }

    static Head read(JsonNode json) {
        return new Head(
                json.path("run").asLong(),
                json.path("journal").asText(),
                json.path("ledger").asText());
    }

    void write(ObjectNode json) {
        json.put("run", run).put("journal", journal).put("ledger", ledger);
    }

    /** Returns whether the run has not ended, for all that is known. */
    boolean isOpen() {
        return journal.isEmpty();
    }

    /** Returns whether a ledger is the one that this was written with, or one that the run wrote since. */
    boolean fits(String signature, long writtenBy) {
        return signature.equals(ledger) || (isOpen() && !signature.isEmpty() && writtenBy == run);
    }
}
