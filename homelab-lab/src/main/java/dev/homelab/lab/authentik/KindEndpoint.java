// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Request;
import java.util.List;

/** List, retrieve, create, change and delete for one {@link Kind}. */
final class KindEndpoint implements Endpoint {

    private final Kind kind;
    private final int largestPage;
    private final boolean autocomplete;

    KindEndpoint(Kind kind, int largestPage, AuthentikVersion version) {
        this.kind = kind;
        this.largestPage = largestPage;
        this.autocomplete = version.isSince(2025, 8);
    }

    @Override
    public Answer answer(Request request, List<String> rest) {
        return switch (rest.size()) {
            case 0 -> all(request);
            case 1 -> one(request, find(rest.get(0)));
            case 2 -> below(request, find(rest.get(0)), rest.get(1));
            default -> throw Refusal.notFound();
        };
    }

    private ObjectNode find(String key) {
        return kind.find(key)
                .orElseThrow(() -> Refusal.detail(404, "No " + kind.model() + " matches the given query."));
    }

    private Answer all(Request request) {
        return switch (request.method()) {
            case "GET" -> new Listing(request, largestPage, autocomplete).answer(kind);
            case "POST" -> shown(201, kind.create(Json.body(request)));
            default -> throw Kind.notAllowed(request.method());
        };
    }

    private Answer one(Request request, ObjectNode row) {
        switch (request.method()) {
            case "GET" -> {
                return shown(200, row);
            }
            case "PATCH" -> {
                kind.change(row, Json.body(request));
                return shown(200, row);
            }
            case "DELETE" -> {
                kind.delete(row);
                return Answer.empty(204);
            }
            default -> throw Kind.notAllowed(request.method());
        }
    }

    private Answer below(Request request, ObjectNode row, String part) {
        if (!request.method().equals("GET")) {
            throw Kind.notAllowed(request.method());
        }
        return part.equals("used_by")
                ? Answer.json(200, Json.array(kind.usedBy(row)).toString())
                : kind.below(row, part);
    }

    private Answer shown(int status, ObjectNode row) {
        return Answer.json(status, kind.shown(row).toString());
    }
}
