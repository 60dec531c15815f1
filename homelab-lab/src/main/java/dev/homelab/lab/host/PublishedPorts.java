// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import dev.homelab.model.value.IpAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one map of a lab from (host address, port) to where it really answers on 127.0.0.1.
 *
 * <p>Addresses of an inventory are only keys here; no connection is made to them. Shared by all hosts of a lab, and safe for
 * many threads.
 */
public final class PublishedPorts {

    /** Nothing listens there, so connecting is refused, as at a port that is not published. */
    private static final URI CLOSED = URI.create("http://127.0.0.1:1");

    private final Map<String, URI> places = new ConcurrentHashMap<>();

    /** Makes known that {@code port} of {@code hostAddress} answers at {@code where}. */
    public void publish(String hostAddress, int port, URI where) {
        places.put(key(hostAddress, port), where);
    }

    public void withdraw(String hostAddress, int port) {
        places.remove(key(hostAddress, port));
    }

    public Optional<URI> find(String hostAddress, int port) {
        return Optional.ofNullable(places.get(key(hostAddress, port)));
    }

    /** Returns where it answers, or a place where connecting is refused. */
    public URI where(String hostAddress, int port) {
        return find(hostAddress, port).orElse(CLOSED);
    }

    /** Moves a whole address into the lab: another host and port, the same path and query. */
    public URI moved(URI configured) {
        int port = configured.getPort() >= 0 ? configured.getPort() : "https".equals(configured.getScheme()) ? 443 : 80;
        String path = Optional.ofNullable(configured.getRawPath()).orElse("");
        String query =
                Optional.ofNullable(configured.getRawQuery()).map(q -> "?" + q).orElse("");
        return URI.create(where(String.valueOf(configured.getHost()), port) + path + query);
    }

    private static String key(String hostAddress, int port) {
        return IpAddress.normal(IpAddress.bare(hostAddress)) + ":" + port;
    }
}
