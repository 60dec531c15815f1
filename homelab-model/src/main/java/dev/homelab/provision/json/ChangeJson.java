// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.homelab.provision.Change;
import dev.homelab.provision.Resource;
import java.util.Optional;

/**
 * The JSON form of changes to one type of resource: both pictures, with their owners, and secrets as sealed as they are in
 * the resource. What was written is read back equal; {@code ProvisionerContract} tests it for every adapter.
 */
public final class ChangeJson<R extends Resource> {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private final JavaType type;

    public ChangeJson(Class<R> resource) {
        this.type = JSON.getTypeFactory().constructParametricType(Change.class, resource);
    }

    public JsonNode write(Change<R> change) {
        return JSON.valueToTree(change);
    }

    /** Returns the change of a JSON text; empty if another version of this program wrote it in an unknown form. */
    public Optional<Change<R>> read(String text) {
        try {
            return read(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Returns the change, or nothing if another version of this program wrote it in a form that is not known any more. */
    public Optional<Change<R>> read(JsonNode json) {
        try {
            return Optional.of(JSON.treeToValue(json, type));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
