// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

import java.util.List;
import java.util.Optional;

/** The two configuration arrays that hold local DNS records. */
enum RecordArray {
    HOSTS("hosts", false, "Local host records") {
        @Override
        Optional<String> invalid(int index, String line) {
            return HostLine.invalid(key() + "[" + index + "]", line);
        }
    },
    CNAMES("cnameRecords", true, "Local CNAME records") {
        @Override
        Optional<String> invalid(int index, String line) {
            return CnameLine.invalid(key() + "[" + index + "]", line);
        }
    };

    private final String leaf;
    private final boolean restarts;
    private final String description;

    RecordArray(String leaf, boolean restarts, String description) {
        this.leaf = leaf;
        this.restarts = restarts;
        this.description = description;
    }

    /** Returns what is wrong with one line in FTL's words, or nothing. */
    abstract Optional<String> invalid(int index, String line);

    /** Returns what is wrong with the first bad line, or nothing. */
    Optional<String> invalid(List<String> lines) {
        for (int index = 0; index < lines.size(); index++) {
            Optional<String> wrong = invalid(index, lines.get(index));
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    String leaf() {
        return leaf;
    }

    String key() {
        return "dns." + leaf;
    }

    String description() {
        return description;
    }

    boolean restarts() {
        return restarts;
    }
}
