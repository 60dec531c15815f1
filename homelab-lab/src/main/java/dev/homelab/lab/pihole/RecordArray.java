// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

import java.util.List;
import java.util.Optional;

/** The two configuration arrays that hold local DNS records. */
enum RecordArray {
    HOSTS(
            "hosts",
            false,
            "Array of custom DNS records\n\n Example: [ \"127.0.0.1 mylocal\", \"192.168.0.1 therouter\" ]",
            "Array of custom DNS records each one in HOSTS form: \"IP HOSTNAME [HOSTNAME ...]\"") {
        @Override
        String stored(String line) {
            return HostLine.stored(line);
        }

        @Override
        Optional<String> invalid(int index, String line) {
            return HostLine.invalid(key() + "[" + index + "]", line);
        }
    },
    CNAMES("cnameRecords", true, "Local CNAME records", "Array of CNAME records: \"cname,target[,ttl]\"") {
        @Override
        String stored(String line) {
            return line;
        }

        @Override
        Optional<String> invalid(int index, String line) {
            return CnameLine.invalid(key() + "[" + index + "]", line);
        }
    };

    private final String leaf;
    private final boolean restarts;
    private final String description;
    private final String allowed;

    RecordArray(String leaf, boolean restarts, String description, String allowed) {
        this.leaf = leaf;
        this.restarts = restarts;
        this.description = description;
        this.allowed = allowed;
    }

    /** Returns a line as FTL keeps it. */
    abstract String stored(String line);

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

    String allowed() {
        return allowed;
    }

    /** Returns whether FTL v6.4.1 restarts when it changes. */
    boolean restarts() {
        return restarts;
    }
}
