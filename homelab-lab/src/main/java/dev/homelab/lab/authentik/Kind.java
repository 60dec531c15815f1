// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import java.util.List;
import java.util.Optional;

/** What is particular to one kind of object; {@link KindEndpoint} does the rest. Writing is refused by default. */
interface Kind {

    List<ObjectNode> rows();

    /** Returns what the server calls such an object where it has none, such as {@code ProxyProvider}. */
    String model();

    /** Returns the row a path names. */
    Optional<ObjectNode> find(String key);

    /** Returns whether the list shows a row that it counts. */
    default boolean isListed(ObjectNode row) {
        return true;
    }

    /** Returns the object as the API shows it. */
    ObjectNode shown(ObjectNode row);

    default ObjectNode create(ObjectNode sent) {
        throw notAllowed("POST");
    }

    default void change(ObjectNode row, ObjectNode sent) {
        throw notAllowed("PATCH");
    }

    default void delete(ObjectNode row) {
        throw notAllowed("DELETE");
    }

    /** Returns what deleting the row would touch. */
    default List<ObjectNode> usedBy(ObjectNode row) {
        return List.of();
    }

    /** Answers a path below an object's own. */
    default Answer below(ObjectNode row, String part) {
        throw Refusal.notFound();
    }

    /**
     * Returns what uses an object.
     *
     * @param name as the server writes it, often with the kind in front of it
     */
    static ObjectNode use(String app, String model, ObjectNode row, String name, String action) {
        return Json.object()
                .put("app", app)
                .put("model_name", model)
                .put("pk", row.path("pk").asText())
                .put("name", name)
                .put("action", action);
    }

    static Refusal notAllowed(String method) {
        return Refusal.detail(405, "Method \"" + method + "\" not allowed.");
    }
}
