// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.model.Route;
import dev.homelab.model.Widget;
import dev.homelab.model.container.Container;
import java.util.Optional;

/** What editors offer to write down whole, with numbered places that the person changes first. */
final class Snippets {

    private Snippets() {}

    static Optional<ArrayNode> of(Class<?> type) {
        if (type == Container.class) {
            ObjectNode body = body().put("image", "${1:nginx:1.29}");
            body.putArray("ports").add("${2:8080:80}");
            return snippet("container", "A container with a published port", body);
        }
        if (type == Route.class) {
            ObjectNode body = body().put("hostname", "${1:photos.home.arpa}").put("container", "${2:server}");
            return snippet("route", "A hostname that leads to a container", body.put("port", "${3:8080}"));
        }
        if (type == Widget.class) {
            ObjectNode body = body().put("icon", "${1:si:jellyfin}").put("checkPath", "${2:/health}");
            return snippet("widget", "A tile on the dashboard", body);
        }
        return Optional.empty();
    }

    private static ObjectNode body() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Optional<ArrayNode> snippet(String label, String description, ObjectNode body) {
        ArrayNode snippets = JsonNodeFactory.instance.arrayNode();
        snippets.addObject().put("label", label).put("description", description).set("body", body);
        return Optional.of(snippets);
    }
}
