// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.TargetException;
import dev.homelab.runner.reason.Applied;
import dev.homelab.runner.reason.InputFingerprint;
import dev.homelab.spi.Folder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was applied last, which services are protected, and where the chain of the run record ends: {@code applied.json} in the
 * run record.
 *
 * <p>A run writes it before its journal, and again after its journal has ended. So the journals are never ahead of it, and at
 * most one run behind.
 */
public final class AppliedFile {

    static final String NAME = "applied.json";

    private static final String SERVICES = "services";
    private static final String PROTECTED = "protected";
    private static final String REVISION = "revision";

    private static final Logger LOG = LoggerFactory.getLogger(AppliedFile.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final SignedFolder record;

    public AppliedFile(SignedFolder record) {
        this.record = record;
    }

    /**
     * Returns what was applied last; nothing before the first run.
     *
     * @throws TargetException if the file does not verify
     */
    public Applied read() {
        return json().map(this::applied).orElseGet(Applied::nothing);
    }

    /** Remembers what is applied, before a run makes its first change: once the draft is published. */
    public Folder.Draft begin(Applied applied, long run, String ledger) {
        return draft(applied, new Head(run, "", ledger));
    }

    /** Remembers what is applied after a run that had nothing to change. */
    public void write(Applied applied) {
        Optional<JsonNode> old = json();
        if (!old.map(this::applied).equals(Optional.of(applied))) {
            write(applied, old.map(Head::read).orElse(Head.none()));
        }
    }

    /** Remembers what is applied after a run, unless another has begun since: this one has lost the lock. */
    public void end(Applied applied, JournalEnd end, String ledger) {
        Folder.Draft draft = draft(applied, new Head(end.number(), end.signature(), ledger));
        if (head().orElse(Head.none()).run() > end.number()) {
            LOG.warn("Another run has begun; what this one applied is not recorded in {}.", record.place(NAME));
            return;
        }
        draft.publish();
    }

    /** Returns where the chain ends; nothing if the file is not there. */
    Optional<Head> head() {
        return json().map(Head::read);
    }

    private void write(Applied applied, Head head) {
        draft(applied, head).publish();
    }

    private Folder.Draft draft(Applied applied, Head head) {
        ObjectNode json = json(applied);
        head.write(json);
        return record.draft(NAME, json, Folder.Access.PRIVATE);
    }

    private Optional<JsonNode> json() {
        return record.read(NAME).map(SignedText::json);
    }

    private Applied applied(JsonNode root) {
        try {
            if (!root.path(SERVICES).isObject() || !root.path(PROTECTED).isArray()) {
                throw new IllegalArgumentException("not what was applied");
            }
            return read(root);
        } catch (IllegalArgumentException e) {
            throw new TargetException(
                    record.broken("\"%s\" has another form than this version writes.".formatted(record.place(NAME))));
        }
    }

    /** Reads what {@link #json} gave; what is not there was not applied. */
    static Applied read(JsonNode root) {
        Map<ServiceName, Applied.Entry> services = new TreeMap<>();
        root.path(SERVICES)
                .properties()
                .forEach(entry -> services.put(ServiceName.of(entry.getKey()), entry(entry.getValue())));
        Set<ServiceName> protectedServices = new TreeSet<>();
        root.path(PROTECTED).forEach(name -> protectedServices.add(ServiceName.of(name.asText())));
        return new Applied(
                services,
                protectedServices,
                Optional.ofNullable(root.path(REVISION).textValue()));
    }

    static ObjectNode json(Applied applied) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode services = root.putObject(SERVICES);
        applied.services().forEach((name, entry) -> {
            ObjectNode service = services.putObject(name.value());
            service.set("basis", JSON.valueToTree(entry.basis().parts()));
            service.set("resources", JSON.valueToTree(entry.resources()));
        });
        ArrayNode names = root.putArray(PROTECTED);
        applied.protectedServices().forEach(name -> names.add(name.value()));
        applied.revision().ifPresent(commit -> root.put(REVISION, commit));
        return root;
    }

    private static Applied.Entry entry(JsonNode json) {
        return new Applied.Entry(new InputFingerprint(texts(json.path("basis"))), texts(json.path("resources")));
    }

    private static Map<String, String> texts(JsonNode json) {
        Map<String, String> texts = new TreeMap<>();
        json.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
