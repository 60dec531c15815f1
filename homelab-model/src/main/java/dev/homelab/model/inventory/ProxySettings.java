// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.inventory;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What definitions have to know of a proxy, whatever kind it is. The settings of such a target implement it. */
public interface ProxySettings {

    /** Returns the middlewares that routes may name beside those that services bring along, as named there. */
    Set<String> middlewares();

    /** Returns the names of the entry points at which routes may let visitors in; none if nothing is known of them. */
    default Set<String> entryPointNames() {
        return Set.of();
    }

    /** Returns where visitors of further entry points enter, {@code HOST:PORT} by name. */
    default Map<String, String> entryPoints() {
        return Map.of();
    }

    /** Returns the network of Docker it is in, at which it reaches containers of its own host without a published port. */
    Optional<String> network();

    /** Returns who gets the certificates of routes that do not say. */
    Optional<String> certResolver();

    /** Returns the certificate resolvers that ask an authority of one's own, which certifies any name. */
    Set<String> privateResolvers();

    /** Returns where visitors without TLS come in. */
    Optional<String> plainEntryPoint();

    /** Returns the address at which they do, if it is not the usual port of the machine others come in at. */
    Optional<URI> plainUrl();
}
