// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.util.function.BooleanSupplier;

/** The web page behind one published port of a running container. */
final class FakeContainer extends FakeServer {

    private final String project;
    private final String service;
    private final String image;
    private final boolean unhealthy;
    private final BooleanSupplier isReached;

    /**
     * Answers at once.
     *
     * @param isReached whether anything listens in the network behind the port
     */
    FakeContainer(Container container, boolean unhealthy, BooleanSupplier isReached) {
        super(container.name);
        this.project = container.project().isEmpty() ? container.name : container.project();
        this.service = container.service();
        this.image = container.image;
        this.unhealthy = unhealthy;
        this.isReached = isReached;
        start();
    }

    @Override
    protected Answer answer(Request request) {
        if (!isReached.getAsBoolean()) {
            return Answer.text(502, "nothing listens in this network\n");
        }
        if (unhealthy) {
            return Answer.text(503, "Service Unavailable\n");
        }
        return Answer.html(
                200,
                "<!doctype html>\n<html><head><title>%1$s</title></head>\n<body><h1>%1$s</h1><p>%2$s runs %3$s</p></body></html>\n"
                        .formatted(project, service, image));
    }
}
