// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.util.function.BooleanSupplier;

/** The web page behind one published port of a running container. */
public final class FakeContainer extends FakeServer {

    private final String page;
    private final boolean unhealthy;
    private final BooleanSupplier isReached;

    /**
     * Answers at once.
     *
     * @param page what it shows
     * @param isReached whether anything listens in the network behind the port
     */
    public FakeContainer(String name, String page, boolean unhealthy, BooleanSupplier isReached) {
        super(name);
        this.page = page;
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
        return Answer.html(200, page);
    }
}
