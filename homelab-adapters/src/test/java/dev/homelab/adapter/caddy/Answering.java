// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A server behind the proxy that answers as it is told, and remembers what it was asked. */
final class Answering extends FakeServer {

    final List<Request> asked = new CopyOnWriteArrayList<>();
    private final Function<Request, Answer> answers;

    Answering(Function<Request, Answer> answers) {
        super("backend");
        this.answers = answers;
        start();
    }

    /** One that says who visits it. */
    static Answering page() {
        return new Answering(request -> Answer.text(
                200,
                request.uri() + " of " + request.header("Host").orElse("?") + " for "
                        + request.header("X-authentik-username").orElse("nobody")));
    }

    /** One that lets visitors with a cookie pass. */
    static Answering outpost() {
        return new Answering(request -> !request.path().equals("/outpost.goauthentik.io/auth/caddy")
                ? Answer.text(200, "outpost " + request.path())
                : request.header("Cookie").isPresent()
                        ? Answer.empty(200).with("X-authentik-username", "ada")
                        : Answer.redirect("http://auth.home.arpa/outpost.goauthentik.io/start"));
    }

    @Override
    protected Answer answer(Request request) {
        asked.add(request);
        return answers.apply(request);
    }
}
