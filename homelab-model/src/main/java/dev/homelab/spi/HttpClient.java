// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

import java.io.IOException;

/**
 * Sends HTTP requests within the time and size limits of a run. Safe for many threads.
 *
 * <p>It follows no redirects, since a token must not travel, keeps no cookies, and never repeats a request by itself.
 */
@FunctionalInterface
public interface HttpClient {

    /**
     * Sends a request and returns the whole answer, whatever its status.
     *
     * @throws IOException if there is no answer, or one that does not end within the limits
     */
    HttpAnswer exchange(HttpRequest request) throws IOException;
}
