// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request.
 *
 * @param method in capital letters, such as GET
 * @param address the whole address
 * @param headers sent as they are; credentials among them
 * @param body sent as UTF-8, as JSON unless a header sets another type; empty for none
 * @param authority a PEM file with the only certificate authority to trust; the system's if empty
 */
public record HttpRequest(
        String method, URI address, Map<String, String> headers, Optional<String> body, Optional<Path> authority) {

    public HttpRequest {
        headers = Map.copyOf(headers);
    }

    /** Returns the method and the path, as problems quote them: no query, which may hold a secret. */
    public String summary() {
        return method + " " + (address.getRawPath() == null ? "" : address.getRawPath());
    }
}
