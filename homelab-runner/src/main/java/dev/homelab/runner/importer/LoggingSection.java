// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.model.container.Logging;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Converts where what a container says is kept. */
final class LoggingSection {

    private final Findings findings;

    LoggingSection(Findings findings) {
        this.findings = findings;
    }

    Optional<Map<String, Object>> of(JsonNode node, String pointer) {
        Map<String, Object> logging = new LinkedHashMap<>();
        Map<String, Object> others = new LinkedHashMap<>();
        if (node.hasNonNull("driver")) {
            logging.put("driver", Forms.text(node.path("driver")));
        }
        node.path("options").properties().forEach(option -> {
            String text = Forms.text(option.getValue());
            String lower = text.toLowerCase(Locale.ROOT);
            if (option.getKey().equals("max-size") && lower.matches("[1-9][0-9]{0,9}[kmg]")) {
                logging.put("maxSize", lower);
            } else if (option.getKey().equals("max-file") && text.matches("[1-9][0-9]{0,5}")) {
                logging.put("maxFiles", Integer.valueOf(text));
            } else if (Language.has(Logging.class, "options")) {
                others.put(option.getKey(), text);
            } else {
                findings.lost(
                        Pointer.below(pointer, "options", option.getKey()),
                        "A definition says max-size and max-file of a log, and no other option.");
            }
        });
        if (!others.isEmpty()) {
            logging.put("options", others);
        }
        return logging.isEmpty() ? Optional.empty() : Optional.of(Language.ordered(Logging.class, logging));
    }
}
