// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import static java.util.Comparator.comparing;

import dev.homelab.model.PageCheck;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.ServiceName;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Something a visitor must find, from outside, once a target is in line. Data only; the runner goes and looks. */
public sealed interface Check {

    /** The service it speaks for. */
    ServiceName service();

    /**
     * A DNS server answers for a name: with just these addresses, A and AAAA together, or with just this alias.
     *
     * @param server its name or address
     * @param port its port, usually 53
     * @param hostname the name to ask for
     * @param answers all that it must answer
     * @param patience how long that may take; as long as for all expectations when absent
     */
    record NameAnswers(
            ServiceName service,
            String server,
            int port,
            Hostname hostname,
            Set<Answer> answers,
            Optional<Duration> patience)
            implements Check {

        public NameAnswers {
            answers = Collections.unmodifiableSet(new TreeSet<>(answers));
        }

        /** The types of records that are looked for, by their names in the DNS. */
        public enum RecordType {
            A,
            AAAA,
            CNAME
        }

        /**
         * A record's type and value.
         *
         * @param value an address, or a name without the dot at its end
         */
        public record Answer(RecordType type, String value) implements Comparable<Answer> {

            private static final Comparator<Answer> ORDER =
                    comparing(Answer::type).thenComparing(Answer::value);

            @Override
            public int compareTo(Answer other) {
                return ORDER.compare(this, other);
            }

            public static Answer address(String ip) {
                return new Answer(ip.contains(":") ? RecordType.AAAA : RecordType.A, ip);
            }

            public static Answer alias(String target) {
                return new Answer(RecordType.CNAME, target);
            }
        }
    }

    /**
     * A page answers through the proxy.
     *
     * @param entrance scheme, address and port of the proxy
     * @param hostname the name the visitor types
     * @param check what the page must answer
     * @param signIn what must become of a visitor who is not signed in
     * @param isIssued whether the proxy gets the certificate from an authority, which takes a while with a new name
     * @param authority a PEM file with the certificate authority to trust; the system's when absent
     */
    record PageAnswers(
            ServiceName service,
            URI entrance,
            Hostname hostname,
            PageCheck check,
            SignIn signIn,
            boolean isIssued,
            Optional<String> authority)
            implements Check {

        /**
         * The sign-in in front of pages.
         *
         * @param sign what the addresses contain that lead to it
         * @param isAsked whether a visitor must be sent there instead of to the page, or must not
         * @param fix what to do if visitors are sent to their own device, such as {@code http://localhost}
         */
        public record SignIn(String sign, boolean isAsked, String fix) {}
    }

    /**
     * Something takes connections over TCP.
     *
     * @param place its machine and port
     */
    record PortOpens(ServiceName service, URI place) implements Check {}

    /**
     * A dashboard shows a tile.
     *
     * @param dashboard its address, as people open it
     * @param page in the form it has in the dashboard's addresses
     * @param title what people read
     * @param url where a click leads
     */
    record TileShown(ServiceName service, URI dashboard, String page, String title, String url) implements Check {}
}
