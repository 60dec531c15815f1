// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import com.hierynomus.sshj.transport.verification.KnownHostMatchers;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One line of a known_hosts file, as {@code sshd(8)} describes it.
 *
 * @param number of the line, from 1
 * @param marker what the key is: of the host itself, of an authority that certifies hosts, or one that must not be accepted
 * @param hosts whose it is: patterns, or a hashed name
 * @param type such as {@code ssh-ed25519}
 * @param key in Base64
 */
record KnownHostLine(int number, Marker marker, String hosts, String type, String key) {

    /** What a key is there for. */
    enum Marker {
        NONE(""),
        CERT_AUTHORITY("@cert-authority"),
        REVOKED("@revoked");

        private final String text;

        Marker(String text) {
            this.text = text;
        }

        private static Optional<Marker> of(String text) {
            return Arrays.stream(values())
                    .filter(marker -> marker.text.equals(text))
                    .findFirst();
        }
    }

    /** Reads a line; comments, and what OpenSSH passes over, are none. */
    static Optional<KnownHostLine> of(int number, String text) {
        List<String> words = List.of(text.strip().split("\\s+"));
        boolean marked = words.get(0).startsWith("@");
        int start = marked ? 1 : 0;
        if (words.get(0).startsWith("#") || words.size() < start + 3) {
            return Optional.empty();
        }
        return Marker.of(marked ? words.get(0) : "")
                .map(marker -> new KnownHostLine(
                        number, marker, words.get(start), words.get(start + 1), words.get(start + 2)));
    }

    boolean is(Marker other) {
        return marker == other;
    }

    /**
     * Returns whether it is about a host. A line whose host cannot be made out counts for all, as long as its key is to be
     * refused.
     *
     * @param host in lower case, {@code [HOST]:PORT} at another port than 22
     */
    boolean appliesTo(String host) {
        try {
            return KnownHostMatchers.createMatcher(hosts).match(host);
        } catch (IOException | IllegalArgumentException e) {
            return is(Marker.REVOKED);
        }
    }

    /** Returns whether its key is this one, in Base64. */
    boolean holds(String other) {
        return key.equals(other);
    }
}
