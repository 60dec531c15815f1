// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.real;

import dev.homelab.spi.HttpAnswer;
import dev.homelab.spi.HttpClient;
import dev.homelab.spi.HttpRequest;
import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Counts the writes to a server over HTTP, refuses them, or makes them and loses the answer.
 *
 * @param real the client that makes requests
 * @param isWrite which requests change something; signing in does not
 */
record WatchedHttp(HttpClient real, Predicate<HttpRequest> isWrite, Watch watch) implements HttpClient {

    private static final int SERVER_ERROR = 500;

    @Override
    public HttpAnswer exchange(HttpRequest request) throws IOException {
        if (!isWrite.test(request)) {
            return real.exchange(request);
        }
        if (!watch.faults().allowWrite()) {
            return new HttpAnswer(SERVER_ERROR, "refused", Map.of(), "");
        }
        HttpAnswer answer = real.exchange(request);
        if (answer.isSuccess()) {
            watch.count();
        }
        if (watch.faults().losesAnswer()) {
            throw new IOException("the answer was lost");
        }
        return answer;
    }
}
