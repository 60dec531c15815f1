// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The clients of a realm, by their client ids. What was seen of Keycloak 26.4 is here: what it adds, ignores and refuses. */
final class Clients {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> DEFAULTS = List.of("web-origins", "acr", "profile", "roles", "basic", "email");
    private static final List<String> OPTIONAL = List.of("address", "phone", "offline_access", "microprofile-jwt");
    private static final Set<String> FIELDS = Set.of(
            "id,clientId,name,description,rootUrl,adminUrl,baseUrl,surrogateAuthRequired,enabled,alwaysDisplayInConsole,clientAuthenticatorType,secret,redirectUris,webOrigins,notBefore,bearerOnly,consentRequired,standardFlowEnabled,implicitFlowEnabled,directAccessGrantsEnabled,serviceAccountsEnabled,publicClient,frontchannelLogout,protocol,attributes,authenticationFlowBindingOverrides,fullScopeAllowed,nodeReRegistrationTimeout,protocolMappers,defaultClientScopes,optionalClientScopes,access"
                    .split(","));

    private final Map<String, ObjectNode> rows = new TreeMap<>();
    private final Map<String, List<String>> roles = new LinkedHashMap<>();
    private final Map<String, String> scopes = new LinkedHashMap<>();

    Clients() {
        DEFAULTS.forEach(this::addScope);
        OPTIONAL.forEach(this::addScope);
    }

    void addScope(String name) {
        scopes.put(name, UUID.randomUUID().toString());
    }

    Collection<ObjectNode> all() {
        return rows.values();
    }

    Optional<ObjectNode> find(String clientId) {
        return Optional.ofNullable(rows.get(clientId));
    }

    ObjectNode byId(String id) {
        return rows.values().stream()
                .filter(row -> row.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.error(404, "Could not find client"));
    }

    /** Returns a client as the API shows it. */
    static ObjectNode shown(ObjectNode row) {
        ObjectNode shown = row.deepCopy();
        if (row.path("publicClient").asBoolean()) {
            shown.remove("secret");
        }
        if (row.path("protocolMappers").isEmpty()) {
            shown.remove("protocolMappers");
        }
        shown.putObject("access").put("view", true).put("configure", true).put("manage", true);
        return shown;
    }

    ArrayNode shownScopes() {
        ArrayNode list = JSON.createArrayNode();
        scopes.forEach(
                (name, id) -> list.addObject().put("id", id).put("name", name).put("protocol", "openid-connect"));
        return list;
    }

    ArrayNode shownRoles(ObjectNode row) {
        ArrayNode list = JSON.createArrayNode();
        roles.getOrDefault(row.path("clientId").asText(), List.of())
                .forEach(role -> list.addObject().put("name", role).put("clientRole", true));
        return list;
    }

    void addRole(String clientId, String role) {
        roles.computeIfAbsent(clientId, any -> new ArrayList<>()).add(role);
    }

    ObjectNode create(ObjectNode sent) {
        known(sent);
        String clientId = sent.path("clientId").asText("");
        if (rows.containsKey(clientId)) {
            throw Refusal.message(409, "Client " + clientId + " already exists");
        }
        String id = sent.path("id").asText(UUID.randomUUID().toString());
        if (rows.values().stream().anyMatch(row -> row.path("id").asText().equals(id))) {
            throw Refusal.described(409, "conflict", "Duplicate resource error");
        }
        ObjectNode row = JSON.createObjectNode()
                .put("id", id)
                .put("clientId", clientId)
                .put("surrogateAuthRequired", false)
                .put("enabled", true)
                .put("alwaysDisplayInConsole", false)
                .put("clientAuthenticatorType", "client-secret");
        row.putArray("redirectUris");
        row.putArray("webOrigins");
        row.put("notBefore", 0)
                .put("bearerOnly", false)
                .put("consentRequired", false)
                .put("standardFlowEnabled", true)
                .put("implicitFlowEnabled", false)
                .put("directAccessGrantsEnabled", false)
                .put("serviceAccountsEnabled", false)
                .put("publicClient", false)
                .put("frontchannelLogout", false)
                .put("protocol", "openid-connect");
        row.putObject("attributes").put("realm_client", "false");
        row.putObject("authenticationFlowBindingOverrides");
        row.put("fullScopeAllowed", true).put("nodeReRegistrationTimeout", -1);
        scopes(row, "defaultClientScopes", sent, DEFAULTS);
        scopes(row, "optionalClientScopes", sent, OPTIONAL);
        if (!sent.has("webOrigins")) {
            origins(sent).forEach(row.withArray("webOrigins")::add);
        }
        merge(row, sent);
        rows.put(clientId, row);
        return row;
    }

    /** Takes the fields that were sent; attributes are merged, and scopes are ignored. */
    void change(ObjectNode row, ObjectNode sent) {
        known(sent);
        String before = row.path("clientId").asText();
        String clientId = sent.path("clientId").asText(before);
        if (!clientId.equals(before) && rows.containsKey(clientId)) {
            throw Refusal.described(409, "conflict", "Duplicate resource error");
        }
        rows.remove(before);
        merge(row, sent);
        rows.put(clientId, row);
    }

    void delete(ObjectNode row) {
        roles.remove(row.path("clientId").asText());
        rows.remove(row.path("clientId").asText());
    }

    /** Adds a scope to those that tokens have by themselves, or have when asked; one that is among either already is ignored. */
    void addScope(ObjectNode row, String list, String id) {
        String name = scopeName(id);
        boolean isThere = List.of("defaultClientScopes", "optionalClientScopes").stream()
                .anyMatch(either -> texts(row.path(either)).contains(name));
        if (!isThere) {
            row.withArray(list).add(name);
        }
    }

    void removeScope(ObjectNode row, String list, String id) {
        String name = scopeName(id);
        List<String> left = new ArrayList<>(texts(row.path(list)));
        left.remove(name);
        row.set(list, JSON.valueToTree(left));
    }

    private String scopeName(String id) {
        return scopes.entrySet().stream()
                .filter(scope -> scope.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> Refusal.error(404, "Client scope not found"));
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static void known(ObjectNode sent) {
        sent.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw Refusal.error(
                        400,
                        "Invalid json representation for ClientRepresentation. Unrecognized field \"" + name + "\"");
            }
        });
    }

    /** Names that no scope has are ignored, as Keycloak does without a word. */
    private void scopes(ObjectNode row, String list, ObjectNode sent, List<String> usual) {
        List<String> names = sent.has(list) ? texts(sent.path(list)) : usual;
        ArrayNode known = row.putArray(list);
        names.stream().filter(scopes::containsKey).distinct().forEach(known::add);
    }

    private static Set<String> origins(ObjectNode sent) {
        Set<String> origins = new LinkedHashSet<>();
        for (String address : texts(sent.path("redirectUris"))) {
            if (address.matches("https?:\\S+")) {
                URI uri = URI.create(address.replace("*", ""));
                origins.add(uri.getScheme() + "://" + uri.getRawAuthority());
            }
        }
        return origins;
    }

    private void merge(ObjectNode row, ObjectNode sent) {
        sent.properties().forEach(field -> {
            switch (field.getKey()) {
                case "id", "access", "defaultClientScopes", "optionalClientScopes" -> {
                    // taken at creation alone, or never
                }
                case "attributes" ->
                    field.getValue().properties().forEach(attribute -> {
                        ObjectNode attributes = (ObjectNode) row.get("attributes");
                        if (attribute.getValue().asText("").isEmpty()) {
                            attributes.remove(attribute.getKey());
                        } else {
                            attributes.put(
                                    attribute.getKey(), attribute.getValue().asText());
                        }
                    });
                case "protocolMappers" -> row.set("protocolMappers", mappers(field.getValue()));
                default -> row.set(field.getKey(), field.getValue());
            }
        });
        boolean isPublic = row.path("publicClient").asBoolean();
        if (isPublic) {
            row.remove("secret");
        } else if (row.path("secret").asText("").isEmpty()) {
            row.put("secret", UUID.randomUUID().toString().replace("-", ""));
            ((ObjectNode) row.get("attributes")).put("client.secret.creation.time", "1796074664");
        }
    }

    private static ArrayNode mappers(JsonNode sent) {
        ArrayNode mappers = JSON.createArrayNode();
        sent.forEach(mapper -> {
            ObjectNode kept = mapper.deepCopy();
            if (!kept.has("id")) {
                kept.put("id", UUID.randomUUID().toString());
            }
            kept.put("consentRequired", false);
            mappers.add(kept);
        });
        return mappers;
    }
}
