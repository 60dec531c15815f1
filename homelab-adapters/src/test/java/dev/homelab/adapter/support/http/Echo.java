// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.http;

import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import org.jspecify.annotations.Nullable;

/** A server that says who asked, unless it was told another answer. */
final class Echo extends FakeServer {

    volatile @Nullable Answer answer;

    Echo() {
        super("echo");
        start();
    }

    @Override
    protected Answer answer(Request request) {
        Answer told = answer;
        return told != null
                ? told
                : Answer.json(
                        200,
                        "{\"greeting\": \"%s\"}"
                                .formatted(request.header("Authorization").orElse("nobody")));
    }
}
