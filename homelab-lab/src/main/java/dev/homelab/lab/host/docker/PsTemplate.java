// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.host.compose.ComposeException;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The {@code --format} of {@code docker ps}, as far as fields, labels and {@code json .} go. */
final class PsTemplate {

    private static final Pattern ACTION =
            Pattern.compile("\\{\\{\\s*(?:\\.(\\w+)|\\.Label \"([^\"]*)\"|(json \\.))\\s*}}");

    private final String template;

    PsTemplate(String template) {
        this.template = template.replace("\\t", "\t").replace("\\n", "\n");
    }

    /**
     * One line for one container.
     *
     * @param image what its image is shown as
     */
    String render(Container container, String image) {
        Matcher matcher = ACTION.matcher(template);
        ObjectNode fields = fields(container).put("Image", image);
        String line = matcher.replaceAll(action -> Matcher.quoteReplacement(value(action, container, fields)));
        if (line.contains("{{") && !template.contains("json .")) {
            throw new ComposeException(64, "template parsing error: the fake engine does not know " + template);
        }
        return line + "\n";
    }

    private static String value(MatchResult action, Container container, ObjectNode fields) {
        if (action.group(3) != null) {
            return fields.toString();
        }
        if (action.group(2) != null) {
            return container.labels.getOrDefault(action.group(2), "");
        }
        if (!fields.has(action.group(1))) {
            throw new ComposeException(
                    1,
                    "template: :1: can't evaluate field " + action.group(1) + " in type *formatter.ContainerContext");
        }
        return fields.get(action.group(1)).asText();
    }

    private static ObjectNode fields(Container container) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Command", "\"/init\"")
                .put("ID", container.id)
                .put("Labels", joined(container.labels))
                .put("Names", container.name)
                .put("Networks", String.join(",", container.networks))
                .put("Ports", container.portList())
                .put("State", container.state)
                .put("Status", container.status());
    }

    /** Labels as Docker prints them: a comma within a value cannot be distinguished from one between two labels. */
    static String joined(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }
}
