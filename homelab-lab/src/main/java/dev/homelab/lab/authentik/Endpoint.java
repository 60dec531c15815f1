// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Request;
import java.util.List;

/** Answers every path below one prefix of the API. */
@FunctionalInterface
interface Endpoint {

    /**
     * Answers, or throws a {@link Refusal}.
     *
     * @param rest the segments of the path after the prefix
     */
    Answer answer(Request request, List<String> rest);
}
