// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.host.compose.ComposeException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code --format} of {@code docker inspect}, as far as {@code {{json .Field}}} and {@code {{if index .Field "key"}}...{{else}}...{{end}}}
 * go.
 */
final class InspectTemplate {

    private static final Pattern ACTION =
            Pattern.compile("\\{\\{(?:json \\.([A-Za-z.]*)|if index \\.([A-Za-z.]*) \"([^\"]*)\"|(else)|(end))}}");

    private InspectTemplate() {}

    static String fill(String template, ObjectNode node) {
        StringBuilder text = new StringBuilder();
        Deque<Boolean> shown = new ArrayDeque<>();
        Matcher action = ACTION.matcher(template);
        int at = 0;
        while (action.find()) {
            boolean isShown = !shown.contains(false);
            text.append(isShown ? template.substring(at, action.start()) : "");
            at = action.end();
            if (action.group(1) != null) {
                text.append(isShown ? field(node, action.group(1)) : "");
            } else if (action.group(2) != null) {
                shown.push(!field(node, action.group(2))
                        .path(action.group(3))
                        .asText()
                        .isEmpty());
            } else if (action.group(4) != null) {
                shown.push(!shown.pop());
            } else {
                shown.pop();
            }
        }
        String rest = template.substring(at);
        if (rest.contains("{{")) {
            throw new ComposeException(64, "template parsing error: the fake engine does not know " + template);
        }
        return text + rest;
    }

    private static JsonNode field(ObjectNode node, String path) {
        return node.at(path.isEmpty() ? "" : "/" + path.replace('.', '/'));
    }
}
