// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.support.secret.ClientSecrets;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Turns what Keycloak sends of a client into a client and back. Pure.
 *
 * @param secrets seals and opens client secrets
 */
record ClientRow(ClientSecrets secrets) {

    /** What Keycloak and libraries need of a token, and what says nothing of visitors. */
    static final Set<String> TECHNICAL = Set.of("acr", "basic", "service_account", "web-origins");

    /** The mapper of our own; one that a person made has another name. */
    static final String MAPPER = "homelab groups";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OWNER = "homelab.owner";
    private static final String GROUPS = "homelab.groups";
    private static final String PKCE = "pkce.code.challenge.method";
    private static final String PKCE_METHOD = "S256";
    private static final String BY_SECRET = "client-secret";
    private static final String OIDC = "openid-connect";

    Observed<OidcClient> read(JsonNode row) {
        String clientId = row.path("clientId").asText();
        OidcClient client = new OidcClient(
                clientId,
                kind(row),
                row.path("enabled").asBoolean(true),
                row.path("standardFlowEnabled").asBoolean(true),
                row.path("name").asText(""),
                row.path("baseUrl").asText(""),
                Optional.of(row.path("secret").asText(""))
                        .filter(secret -> !secret.isEmpty() && kind(row).equals(OidcClient.CONFIDENTIAL))
                        .map(secret -> secrets.seal(clientId, secret)),
                texts(row.path("redirectUris")),
                texts(row.path("defaultClientScopes")).stream()
                        .filter(scope -> !TECHNICAL.contains(scope))
                        .toList(),
                texts(row.path("optionalClientScopes")),
                groups(row),
                new OidcClient.Rest(rest(row).toString(), false));
        return new Observed<>(client, owner(row));
    }

    /** Returns all that a new client is made of. */
    ObjectNode creation(Observed<OidcClient> picture) {
        ObjectNode row = parse(picture.resource().rest().representation());
        if (!row.has("webOrigins")) {
            row.putArray("webOrigins").add("+");
            row.put("directAccessGrantsEnabled", false);
            row.put("implicitFlowEnabled", false);
            row.put("serviceAccountsEnabled", false);
        }
        List<String> technical = row.has("defaultClientScopes")
                ? texts(row.path("defaultClientScopes")).stream()
                        .filter(TECHNICAL::contains)
                        .toList()
                : TECHNICAL.stream().sorted().toList();
        ArrayNode scopes = row.putArray("defaultClientScopes");
        technical.forEach(scopes::add);
        picture.resource().scopes().forEach(scopes::add);
        ArrayNode optional = row.putArray("optionalClientScopes");
        picture.resource().optionalScopes().forEach(optional::add);
        row.setAll(fields(picture, row));
        return row;
    }

    /** Returns the fields to be written of a client that is there; the others stay. Scopes are not among them: Keycloak takes those one by one. */
    ObjectNode fields(Observed<OidcClient> picture, JsonNode present) {
        OidcClient client = picture.resource();
        ObjectNode row = JSON.createObjectNode()
                .put("clientId", client.clientId())
                .put("protocol", OIDC)
                .put("enabled", client.enabled())
                .put("standardFlowEnabled", client.standardFlow())
                .put("name", client.title())
                .put("baseUrl", client.url())
                .put("publicClient", !client.kind().equals(OidcClient.CONFIDENTIAL));
        ArrayNode uris = row.putArray("redirectUris");
        client.redirectUris().forEach(uris::add);
        ObjectNode attributes = row.putObject("attributes");
        if (present.path("attributes") instanceof ObjectNode there) {
            attributes.setAll(there);
        }
        // An empty text removes an attribute.
        attributes.put(OWNER, picture.owner().map(Owner::toString).orElse(""));
        attributes.put(
                GROUPS,
                client.groups().isEmpty()
                        ? ""
                        : JSON.valueToTree(client.groups()).toString());
        if (client.kind().equals(OidcClient.CONFIDENTIAL)) {
            row.put("clientAuthenticatorType", BY_SECRET);
            client.secret().ifPresent(secret -> row.put("secret", secrets.open(client.clientId(), secret)));
        } else {
            attributes.put(PKCE, client.kind().equals(OidcClient.PUBLIC) ? PKCE_METHOD : "");
        }
        row.set("protocolMappers", mappers(client, present));
        return row;
    }

    static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    static Optional<Owner> owner(JsonNode row) {
        String mark = row.path("attributes").path(OWNER).asText("");
        return mark.matches("[a-z][a-z0-9-]*/[a-z][a-z0-9-]*") ? Optional.of(Owner.parse(mark)) : Optional.empty();
    }

    private static String kind(JsonNode row) {
        if (!row.path("protocol").asText(OIDC).equals(OIDC)) {
            return row.path("protocol").asText();
        }
        if (row.path("bearerOnly").asBoolean(false)) {
            return "bearer-only";
        }
        if (row.path("publicClient").asBoolean(false)) {
            return row.path("attributes").path(PKCE).asText("").equals(PKCE_METHOD)
                    ? OidcClient.PUBLIC
                    : OidcClient.PUBLIC_WITHOUT_PKCE;
        }
        String proof = row.path("clientAuthenticatorType").asText(BY_SECRET);
        return proof.equals(BY_SECRET) ? OidcClient.CONFIDENTIAL : "confidential by " + proof;
    }

    /** Returns whom it is meant for, as we wrote it beside the mapper; none where the mapper does not say groups any more. */
    private static List<String> groups(JsonNode row) {
        boolean isSaid = StreamSupport.stream(row.path("protocolMappers").spliterator(), false)
                .anyMatch(mapper -> mapper.path("name").asText().equals(MAPPER) && isAsMade(mapper));
        try {
            return isSaid
                    ? texts(JSON.readTree(row.path("attributes").path(GROUPS).asText("[]")))
                    : List.of();
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    private static boolean isAsMade(JsonNode mapper) {
        JsonNode made = mapper();
        return mapper.path("protocolMapper").equals(made.path("protocolMapper"))
                && made.path("config").properties().stream()
                        .allMatch(field ->
                                field.getValue().equals(mapper.path("config").path(field.getKey())));
    }

    private static ObjectNode mapper() {
        ObjectNode mapper = JSON.createObjectNode()
                .put("name", MAPPER)
                .put("protocol", OIDC)
                .put("protocolMapper", "oidc-group-membership-mapper");
        ObjectNode config = mapper.putObject("config");
        Stream.of("id.token.claim", "access.token.claim", "userinfo.token.claim")
                .forEach(name -> config.put(name, "true"));
        config.put("claim.name", "groups").put("full.path", "false");
        return mapper;
    }

    /** Returns those that a person made, and ours if tokens are to say groups. */
    private static ArrayNode mappers(OidcClient client, JsonNode present) {
        ArrayNode mappers = JSON.createArrayNode();
        Optional<JsonNode> ours = Optional.empty();
        for (JsonNode mapper : present.path("protocolMappers")) {
            if (!mapper.path("name").asText().equals(MAPPER)) {
                mappers.add(mapper);
            } else if (isAsMade(mapper)) {
                ours = Optional.of(mapper);
            }
        }
        if (!client.groups().isEmpty()) {
            mappers.add(ours.orElseGet(ClientRow::mapper));
        }
        return mappers;
    }

    /** Returns what a client can be made again from. */
    private static ObjectNode rest(JsonNode row) {
        ObjectNode rest = row.deepCopy();
        rest.remove(List.of("secret", "registrationAccessToken", "access", "nodeReRegistrationTimeout"));
        if (rest.path("attributes") instanceof ObjectNode attributes) {
            attributes.remove(new ArrayList<>(attributes.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(name -> name.toLowerCase(Locale.ROOT).contains("secret"))
                    .toList()));
        }
        for (JsonNode mapper : rest.path("protocolMappers")) {
            ((ObjectNode) mapper).remove("id");
        }
        return rest;
    }

    private static ObjectNode parse(String json) {
        try {
            return JSON.readTree(json) instanceof ObjectNode row ? row : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
