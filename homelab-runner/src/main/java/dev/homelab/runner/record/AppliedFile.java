// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.support.file.Folder;
import dev.homelab.model.name.ServiceName;
import dev.homelab.runner.cause.Applied;
import dev.homelab.runner.cause.Basis;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was applied last, as {@code applied.json} in the run record. Without it, a plan knows no causes, and nobody knows which
 * services are protected whose definitions are gone; nothing else.
 */
public final class AppliedFile {

    static final String NAME = "applied.json";

    private static final String PROTECTED = "protected";

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
    static Applied read(JsonNode root) {
        Map<ServiceName, Applied.Entry> services = new TreeMap<>();
        root.path("services")
                .properties()
                .forEach(entry -> services.put(ServiceName.of(entry.getKey()), entry(entry.getValue())));
        Set<ServiceName> protectedServices = new TreeSet<>();
        root.path(PROTECTED).forEach(name -> protectedServices.add(ServiceName.of(name.asText())));
        return new Applied(services, protectedServices);
    }

    static ObjectNode json(Applied applied) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode services = root.putObject("services");
        applied.services().forEach((name, entry) -> {
            ObjectNode service = services.putObject(name.value());
            service.set("basis", JSON.valueToTree(entry.basis().parts()));
            service.set("resources", JSON.valueToTree(entry.resources()));
        });
        ArrayNode names = root.putArray(PROTECTED);
        applied.protectedServices().forEach(name -> names.add(name.value()));
        return root;
    }

    private static Applied parse(String text) {
        try {
            return read(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            LOG.warn("{} is damaged; until the next run, plans know no causes, and no service is protected.", NAME);
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
        return json(applied).toPrettyString() + "\n";
    }
}
