// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.support.http.Apis;
import dev.homelab.model.Definition;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Existing;
import dev.homelab.provision.Observed;
import dev.homelab.provision.OneByOneSession;
import dev.homelab.provision.TargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A session with one realm. It holds no connection: a token is all it takes. */
final class KeycloakSession implements OneByOneSession<OidcClient> {

    private static final String CLIENTS = "/clients";
    private static final ObjectNode NOTHING = new ObjectMapper().createObjectNode();

    private final KeycloakApi api;
    private final ClientRow rows;
    private final KeycloakProblems problems;
    private Optional<List<Observed<OidcClient>>> seen = Optional.empty();
    private Optional<Map<String, String>> scopes = Optional.empty();

    KeycloakSession(KeycloakApi api, ClientRow rows, KeycloakProblems problems) {
        this.api = api;
        this.rows = rows;
        this.problems = problems;
    }

    @Override
    public List<Observed<OidcClient>> observe() {
        List<Observed<OidcClient>> found =
                api.pages(CLIENTS).stream().map(rows::read).toList();
        seen = Optional.of(found);
        return found;
    }

    @Override
    public List<Problem> preflight(List<Desired<OidcClient>> desired) {
        List<Problem> found = new ArrayList<>();
        Map<String, Boolean> groups = new HashMap<>();
        for (Desired<OidcClient> want : desired) {
            OidcClient client = want.resource();
            client.groups().stream()
                    .filter(group -> !groups.computeIfAbsent(group, this::isGroup))
                    .forEach(group -> found.add(problems.groupMissing(group, client.title())));
            scopes(client)
                    .filter(scope -> !scopes().containsKey(scope))
                    .forEach(scope -> found.add(problems.scopeMissing(scope, client.title())));
        }
        return found;
    }

    @Override
    public List<Problem> warnings(List<Change<OidcClient>> changes) {
        return changes.stream()
                .filter(change -> change.after()
                        .map(after -> after.resource().groups())
                        .filter(groups -> !groups.isEmpty()
                                && !change.before()
                                        .map(before -> before.resource().groups())
                                        .equals(Optional.of(groups)))
                        .isPresent())
                .flatMap(change -> change.after().stream())
                .map(after -> problems.groupsNotEnforced(
                        after.resource().title(), after.resource().groups()))
                .toList();
    }

    @Override
    public Existing existing(List<Definition> definitions, Inventory inventory) {
        return new ExistingClients(seen.orElseGet(this::observe), definitions, inventory, rows.secrets()).existing();
    }

    /** Where the answer to a creation is lost, the client is there all the same with the next look. */
    @Override
    public void put(Observed<OidcClient> picture) {
        Optional<JsonNode> present = find(picture.key());
        if (present.isPresent()) {
            change(picture, present.get());
            return;
        }
        api.post(CLIENTS, rows.creation(picture));
    }

    @Override
    public void remove(Observed<OidcClient> picture) {
        find(picture.key()).ifPresent(row -> {
            List<String> roles = api.list(path(row) + "/roles").stream()
                    .map(role -> role.path("name").asText())
                    .toList();
            if (!roles.isEmpty()) {
                throw problems.hasRoles(picture.key(), roles);
            }
            api.delete(path(row));
        });
    }

    @Override
    public void close() {
        // nothing is open: the token ends by itself
    }

    private void change(Observed<OidcClient> picture, JsonNode present) {
        String path = path(present);
        OidcClient client = picture.resource();
        Set<String> defaults = new HashSet<>(ClientRow.texts(present.path("defaultClientScopes")));
        defaults.removeAll(ClientRow.TECHNICAL);
        Set<String> optional = new HashSet<>(ClientRow.texts(present.path("optionalClientScopes")));
        api.put(path, rows.fields(picture, present));
        // Keycloak ignores a scope that is added here while it is there.
        without(defaults, client.scopes()).forEach(scope -> api.delete(scope(path, "default", scope)));
        without(optional, client.optionalScopes()).forEach(scope -> api.delete(scope(path, "optional", scope)));
        without(client.scopes(), defaults).forEach(scope -> api.put(scope(path, "default", scope), NOTHING));
        without(client.optionalScopes(), optional).forEach(scope -> api.put(scope(path, "optional", scope), NOTHING));
    }

    private static List<String> without(Iterable<String> all, Iterable<String> some) {
        Set<String> left = new TreeSet<>();
        all.forEach(left::add);
        some.forEach(left::remove);
        return List.copyOf(left);
    }

    private String scope(String client, String kind, String name) {
        String id = scopes().get(name);
        if (id == null) {
            throw new TargetException(problems.scopeMissing(name, client));
        }
        return client + "/" + kind + "-client-scopes/" + id;
    }

    private Optional<JsonNode> find(String clientId) {
        return api.list(CLIENTS + "?clientId=" + Apis.encoded(clientId)).stream()
                .filter(row -> row.path("clientId").asText().equals(clientId))
                .findFirst();
    }

    private static String path(JsonNode row) {
        return CLIENTS + "/" + Apis.encoded(row.path("id").asText());
    }

    private static Stream<String> scopes(OidcClient client) {
        return Stream.concat(client.scopes().stream(), client.optionalScopes().stream())
                .distinct();
    }

    /** Returns the ids of the scopes of the realm by their names. */
    private Map<String, String> scopes() {
        if (scopes.isEmpty()) {
            Map<String, String> ids = new HashMap<>();
            api.list("/client-scopes")
                    .forEach(scope -> ids.put(
                            scope.path("name").asText(), scope.path("id").asText()));
            scopes = Optional.of(ids);
        }
        return scopes.get();
    }

    /** Groups come as trees: of one that is found, those above it, too. */
    private boolean isGroup(String name) {
        return api.pages("/groups?exact=true&search=" + Apis.encoded(name)).stream()
                .anyMatch(group -> isIn(group, name));
    }

    private static boolean isIn(JsonNode group, String name) {
        if (group.path("name").asText().equals(name)) {
            return true;
        }
        for (JsonNode below : group.path("subGroups")) {
            if (isIn(below, name)) {
                return true;
            }
        }
        return false;
    }
}
