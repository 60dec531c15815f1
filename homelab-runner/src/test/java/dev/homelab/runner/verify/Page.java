// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.util.function.Function;

/** A server that answers whatever a test says. */
final class Page extends FakeServer {

    private final Function<Request, Answer> answers;

    Page(Function<Request, Answer> answers) {
        super("page");
        this.answers = answers;
        start();
    }

    @Override
    protected Answer answer(Request request) {
        return answers.apply(request);
    }
}
