// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import dev.homelab.model.PageCheck;
import dev.homelab.model.name.Hostname;
import dev.homelab.model.name.ServiceName;
import java.net.URI;
import java.util.Optional;

/** Something a visitor must find, from outside, once a target is in line. Data only; the runner goes and looks. */
public sealed interface Expectation {

    /** The service it speaks for. */
    ServiceName service();

    /**
     * A DNS server answers for a name.
     *
     * @param server its name or address
     * @param port its port, usually 53
     * @param hostname the name to ask for
     * @param answer what it must answer, among others
     */
    record NameAnswers(ServiceName service, String server, int port, Hostname hostname, Answer answer)
            implements Expectation {

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
        public record Answer(RecordType type, String value) {

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
            implements Expectation {

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
     * A dashboard shows a tile.
     *
     * @param dashboard its address, as people open it
     * @param page in the form it has in the dashboard's addresses
     * @param title what people read
     * @param url where a click leads
     */
    record TileShown(ServiceName service, URI dashboard, String page, String title, String url)
            implements Expectation {}
}
