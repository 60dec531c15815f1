// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.support.file.Folder;
import dev.homelab.model.name.ServiceName;
import dev.homelab.runner.cause.Applied;
import dev.homelab.runner.cause.Basis;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was applied last, as {@code applied.json} in the run record. Without it, a plan knows no causes; nothing else. */
public final class AppliedFile {

    static final String NAME = "applied.json";

    private static final Logger LOG = LoggerFactory.getLogger(AppliedFile.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Folder record;

    public AppliedFile(Folder record) {
        this.record = record;
    }

    /** Returns what was applied last; nothing if the file is not there, or damaged. */
    public Applied read() {
        return record.read(NAME).map(AppliedFile::parse).orElseGet(Applied::nothing);
    }

    /** Remembers what is applied now, unless that is what the file says. */
    public void write(Applied applied) {
        if (!applied.equals(read())) {
            record.write(NAME, text(applied), Folder.Access.PRIVATE);
        }
    }

    /** Reads what {@link #json} gave; what is not there was not applied. */
    static Applied read(JsonNode services) {
        Map<ServiceName, Applied.Entry> entries = new TreeMap<>();
        services.properties().forEach(entry -> entries.put(ServiceName.of(entry.getKey()), entry(entry.getValue())));
        return new Applied(entries);
    }

    /** Returns what was applied of each service, by its name. */
    static ObjectNode json(Applied applied) {
        ObjectNode services = JSON.createObjectNode();
        applied.services().forEach((name, entry) -> {
            ObjectNode service = services.putObject(name.value());
            service.set("basis", JSON.valueToTree(entry.basis().parts()));
            service.set("resources", JSON.valueToTree(entry.resources()));
        });
        return services;
    }

    private static Applied parse(String text) {
        try {
            return read(JSON.readTree(text).path("services"));
        } catch (JsonProcessingException e) {
            LOG.warn("{} is damaged; plans know no causes until the next run.", NAME);
            return Applied.nothing();
        }
    }

    private static Applied.Entry entry(JsonNode json) {
        return new Applied.Entry(new Basis(texts(json.path("basis"))), texts(json.path("resources")));
    }

    private static Map<String, String> texts(JsonNode json) {
        Map<String, String> texts = new TreeMap<>();
        json.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static String text(Applied applied) {
        ObjectNode root = JSON.createObjectNode();
        root.set("services", json(applied));
        return root.toPrettyString() + "\n";
    }
}
