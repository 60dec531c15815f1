// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import dev.homelab.model.value.ServiceName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a target holds that is not managed by homelab, as definitions of services would say it.
 *
 * @param parts what belongs to one of the services that were asked about
 * @param others how many resources of the target belong to none of them
 * @param removals what stands in files that homelab never writes to, and is to be removed by hand once homelab manages it
 */
public record Existing(List<Part> parts, int others, List<Removal> removals) {

    /** A target that holds nothing but what homelab manages. */
    public static final Existing NOTHING = new Existing(List.of(), 0);

    public Existing {
        parts = List.copyOf(parts);
        removals = List.copyOf(removals);
    }

    /** A target where nothing is left to be done by hand. */
    public Existing(List<Part> parts, int others) {
        this(parts, others, List.of());
    }

    /**
     * A part of a file that says what homelab says, too. Without it the rest of the file says the same as before.
     *
     * @param file with its path on the host
     * @param lines from the first to the last, such as {@code 12-15}, by their numbers in the file as it is; {@code all} for a file with
     *     nothing else in it, and none if other things stand on the same lines
     * @param what it is, such as {@code routers photos, wiki}
     */
    public record Removal(String file, List<String> lines, String what) {

        /** Stands for all lines of a file. */
        public static final String ALL = "all";

        public Removal {
            lines = List.copyOf(lines);
        }

        /** Returns what to do, as an instruction. */
        public String text() {
            if (lines.equals(List.of(ALL))) {
                return "remove \"%s\" (%s)".formatted(file, what);
            }
            return lines.isEmpty()
                    ? "remove %s from \"%s\"".formatted(what, file)
                    : "remove %s %s of \"%s\" (%s)"
                            .formatted(
                                    lines.size() == 1 && !lines.get(0).contains("-") ? "line" : "lines",
                                    String.join(", ", lines),
                                    file,
                                    what);
        }
    }

    /**
     * One resource of a target.
     *
     * @param service whose it is
     * @param resource what it is, in the words of the target, such as {@code photos.home.arpa}
     * @param keys what the definition has to say so that the target changes nothing but marks, by the keys of a definition; only
     *     what differs from defaults
     * @param secrets values of secrets by the key of the definition that refers to them, such as {@code sso.clientSecret}; empty text for
     *     one that the target does not show
     * @param notCarried why the definition cannot say something of it, a sentence each, by the key of the target
     */
    public record Part(
            ServiceName service,
            String resource,
            Map<String, Object> keys,
            Map<String, String> secrets,
            Map<String, String> notCarried) {

        public Part {
            keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
            secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
            notCarried = Collections.unmodifiableMap(new LinkedHashMap<>(notCarried));
        }

        /** A resource that a definition says all of. */
        public Part(ServiceName service, String resource, Map<String, Object> keys) {
            this(service, resource, keys, Map.of(), Map.of());
        }

        /** A resource that no definition can say. */
        public static Part lost(ServiceName service, String resource, String reason) {
            return new Part(service, resource, Map.of(), Map.of(), Map.of(resource, reason));
        }

        /** Never shows a secret. */
        @Override
        public String toString() {
            return "Part[" + service + ", " + resource + "]";
        }
    }
}
