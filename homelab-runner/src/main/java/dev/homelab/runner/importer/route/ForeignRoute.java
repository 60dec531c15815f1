// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.route;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.model.Route;
import dev.homelab.problem.Where;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One way on which a proxy that people set up leads visitors, before it is known to which service it belongs.
 *
 * @param name as the proxy has it, such as {@code photos@docker}
 * @param protocol what visitors speak; HTTP when absent
 * @param places what it is for: a route is written for each
 * @param entryPoints as named at the proxy; empty if nothing says
 * @param middlewares in their order: those that {@code more} defines by their bare names, others with their provider
 * @param tls a certificate resolver, {@code default} or {@code passthrough}; without TLS, or as the entry point has it, when absent
 * @param answer what answers
 * @param more what no key of a route says, in Traefik's words
 * @param refusal why no route can say it; empty if one can
 * @param where it is written
 */
public record ForeignRoute(
        String name,
        Optional<Route.Protocol> protocol,
        List<Place> places,
        List<String> entryPoints,
        List<String> middlewares,
        Optional<String> tls,
        Answer answer,
        More more,
        Optional<String> refusal,
        Where where) {

    /**
     * What a route is for.
     *
     * @param hostname with {@code *.} before it for every name one step below; any when absent
     * @param path what paths begin with
     * @param pathPattern what is found in paths
     */
    public record Place(Optional<String> hostname, Optional<String> path, Optional<String> pathPattern) {

        /** Any path at a hostname. */
        public static Place at(String hostname) {
            return new Place(Optional.of(hostname), Optional.empty(), Optional.empty());
        }
    }

    /**
     * What answers visitors.
     *
     * @param internal a service of the proxy itself, such as {@code api@internal}
     * @param scheme {@code http}, {@code https} or {@code h2c}
     * @param host a name or an address; empty for the container whose labels say it
     * @param port empty if nothing says
     * @param passHostHeader whether it sees the hostname that the visitor typed
     * @param serversTransport as named at the proxy
     */
    public record Answer(
            Optional<String> internal,
            String scheme,
            String host,
            Optional<Integer> port,
            boolean passHostHeader,
            Optional<String> serversTransport) {

        /** A server that is asked as usual. */
        public static Answer of(String scheme, String host, Optional<Integer> port) {
            return new Answer(Optional.empty(), scheme, host, port, true, Optional.empty());
        }

        /** Returns it as messages write it. */
        public String shown() {
            return internal.orElseGet(() ->
                    scheme + "://" + host + port.map(number -> ":" + number).orElse(""));
        }
    }

    /**
     * What no key of a route says, by Traefik's keys.
     *
     * @param router such as {@code priority}
     * @param balancer such as {@code sticky}
     * @param middlewares the middlewares it brings along, by their bare names
     * @param losses what it does besides and a definition does not say, a sentence each
     */
    public record More(
            ObjectNode router, ObjectNode balancer, Map<String, ObjectNode> middlewares, List<String> losses) {

        /** Nothing but losses. */
        static More without(List<String> losses) {
            return new More(
                    JsonNodeFactory.instance.objectNode(), JsonNodeFactory.instance.objectNode(), Map.of(), losses);
        }
    }

    /** A route that visitors of web pages take, at the proxy's usual entry point. */
    static ForeignRoute page(String name, List<Place> places, Answer answer, List<String> losses, Where where) {
        return new ForeignRoute(
                name,
                Optional.empty(),
                places,
                List.of(),
                List.of(),
                Optional.empty(),
                answer,
                More.without(losses),
                Optional.empty(),
                where);
    }

    /** Returns the same route, which nothing can say, for a reason. */
    public ForeignRoute refused(String reason) {
        return new ForeignRoute(
                name, protocol, places, entryPoints, middlewares, tls, answer, more, Optional.of(reason), where);
    }
}
