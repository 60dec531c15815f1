// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A Keycloak server, as 26.4 was seen to behave: tokens for the service account of one client, the admin API of one realm, and its discovery
 * document.
 *
 * <p>A request that is refused changes nothing.
 */
public final class FakeKeycloak extends FakeServer {

    /** The realm that it has, beside {@code master}. */
    public static final String REALM = "home";

    /** The client whose service account may do everything, in either realm. */
    public static final String CLIENT = "homelab";

    private static final String ADMIN = "/admin/realms/";
    private static final List<String> BUILT_IN =
            List.of("account", "account-console", "admin-cli", "broker", "realm-management", "security-admin-console");

    private final String secret;
    private final Clients clients = new Clients();
    private final Groups groups = new Groups();
    private final Map<String, Integer> tokens = new HashMap<>();
    private int requestsOfToken = 40;
    private int largestPage = Integer.MAX_VALUE;
    private boolean mayChange = true;

    /** Starts a fresh server that gives tokens to {@link #CLIENT} with this secret. */
    public FakeKeycloak(String secret) {
        super("keycloak");
        this.secret = secret;
        BUILT_IN.forEach(name -> clients.create(
                Clients.JSON.createObjectNode().put("clientId", name).put("publicClient", true)));
        clients.create(Clients.JSON
                .createObjectNode()
                .put("clientId", CLIENT)
                .put("secret", secret)
                .put("serviceAccountsEnabled", true)
                .put("standardFlowEnabled", false));
        start();
    }

    // What it holds

    /** Returns all clients as the API shows them, those that Keycloak makes by itself among them. */
    public synchronized List<String> clients() {
        return clients.all().stream()
                .map(Clients::shown)
                .map(ObjectNode::toString)
                .toList();
    }

    /** Returns clients as text; equal texts mean equal clients, whatever the ids that the server gave to them and their mappers. */
    public synchronized String snapshot() {
        return clients.all().stream()
                .map(Clients::shown)
                .map(FakeKeycloak::withoutIds)
                .collect(Collectors.joining("\n"));
    }

    /** Adds a group; {@code family/kids} is one within another. */
    public synchronized void addGroup(String name) {
        groups.add(name);
    }

    /** Removes a group. It counts as no write. */
    public synchronized void removeGroup(String name) {
        groups.remove(name);
    }

    /** Adds a scope of clients. It counts as no write. */
    public synchronized void addScope(String name) {
        clients.addScope(name);
    }

    /** Adds a client as a person would in the admin console. It counts as no write. */
    public synchronized void addByHand(String clientId, String redirectUri) {
        ObjectNode row = Clients.JSON
                .createObjectNode()
                .put("clientId", clientId)
                .put("name", "")
                .put("directAccessGrantsEnabled", true);
        row.putArray("redirectUris").add(redirectUri);
        clients.create(row);
    }

    /** Changes fields of a client as the admin console does. It counts as no write. */
    public synchronized void changeByHand(String clientId, Map<String, ?> fields) {
        clients.change(clients.find(clientId).orElseThrow(), Clients.JSON.valueToTree(fields));
    }

    /** Deletes a client. It counts as no write. */
    public synchronized void deleteByHand(String clientId) {
        clients.find(clientId).ifPresent(clients::delete);
    }

    /** Adds a role to a client. It counts as no write. */
    public synchronized void addRoleByHand(String clientId, String role) {
        clients.addRole(clientId, role);
    }

    // How it behaves

    /** Ends tokens that are given from now on after so many requests, as a real server ends them after a minute. */
    public synchronized void tokensLast(int requests) {
        requestsOfToken = requests;
    }

    /** Ends all tokens, as a restart with another key does. */
    public synchronized void endTokens() {
        tokens.clear();
    }

    /** Makes pages no longer than this, whatever is asked for: a server omits from a page what the account may not see. */
    public synchronized void pageSize(int rows) {
        largestPage = rows;
    }

    /** Takes the role from the account that it needs to change clients, or gives it back. */
    public synchronized void mayChange(boolean on) {
        mayChange = on;
    }

    @Override
    protected String release() {
        return "26.4.0";
    }

    @Override
    protected synchronized Answer answer(Request request) {
        try {
            return routed(request);
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private Answer routed(Request request) {
        String path = request.path();
        for (String realm : List.of(REALM, "master")) {
            String base = "/realms/" + realm;
            if (path.equals(base + "/protocol/openid-connect/token")) {
                return token(request);
            }
            if (path.equals(base + "/.well-known/openid-configuration")) {
                return discovery(uri() + base);
            }
        }
        if (path.startsWith("/realms/")) {
            throw Refusal.error(404, "Realm does not exist");
        }
        if (!path.startsWith(ADMIN)) {
            throw Refusal.described(404, "HTTP 404 Not Found", "For more on this error consult the server log.");
        }
        admit(request);
        if (!path.startsWith(ADMIN + REALM + "/")) {
            throw Refusal.error(404, "Realm not found.");
        }
        String below = path.substring((ADMIN + REALM).length());
        return request.method().equals("GET") ? read(request, below) : write(request, below);
    }

    private Answer token(Request request) {
        Map<String, String> form = form(request.body());
        boolean isForm = request.header("Content-Type")
                .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
                .isPresent();
        if (!isForm) {
            throw Refusal.described(415, "HTTP 415 Unsupported Media Type", "The content-type was not a form.");
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            throw Refusal.described(400, "unsupported_grant_type", "Unsupported grant_type");
        }
        if (!CLIENT.equals(form.get("client_id")) || !secret.equals(form.get("client_secret"))) {
            throw Refusal.described(401, "unauthorized_client", "Invalid client or Invalid client credentials");
        }
        String token = UUID.randomUUID().toString();
        tokens.put(token, requestsOfToken);
        return Answer.json(
                200,
                Clients.JSON
                        .createObjectNode()
                        .put("access_token", token)
                        .put("expires_in", 60)
                        .put("token_type", "Bearer")
                        .toString());
    }

    private static Answer discovery(String issuer) {
        String base = issuer + "/protocol/openid-connect/";
        return Answer.json(
                200,
                Clients.JSON
                        .createObjectNode()
                        .put("issuer", issuer)
                        .put("authorization_endpoint", base + "auth")
                        .put("token_endpoint", base + "token")
                        .put("userinfo_endpoint", base + "userinfo")
                        .put("end_session_endpoint", base + "logout")
                        .put("jwks_uri", base + "certs")
                        .toString());
    }

    private void admit(Request request) {
        String token = request.header("Authorization")
                .filter(value -> value.startsWith("Bearer "))
                .map(value -> value.substring("Bearer ".length()))
                .orElse("");
        int left = tokens.getOrDefault(token, 0);
        if (left <= 0) {
            throw Refusal.error(401, "HTTP 401 Unauthorized");
        }
        tokens.put(token, left - 1);
    }

    private Answer read(Request request, String path) {
        String[] parts = path.substring(1).split("/", -1);
        if (path.equals("/clients")) {
            return request.query("clientId")
                    .map(id ->
                            list(clients.find(id).map(Clients::shown).stream().toList()))
                    .orElseGet(() -> page(
                            request, clients.all().stream().map(Clients::shown).toList()));
        }
        if (path.equals("/client-scopes")) {
            return Answer.json(200, clients.shownScopes().toString());
        }
        if (path.equals("/groups")) {
            return page(request, request.query("search").map(groups::search).orElseGet(groups::top));
        }
        if (parts[0].equals("clients") && parts.length == 2) {
            return Answer.json(200, Clients.shown(clients.byId(parts[1])).toString());
        }
        if (parts[0].equals("clients") && parts.length == 3 && parts[2].equals("roles")) {
            return Answer.json(200, clients.shownRoles(clients.byId(parts[1])).toString());
        }
        if (parts[0].equals("clients") && parts.length == 3 && parts[2].equals("client-secret")) {
            return Answer.json(
                    200,
                    Clients.JSON
                            .createObjectNode()
                            .put("type", "secret")
                            .put("value", clients.byId(parts[1]).path("secret").asText())
                            .toString());
        }
        throw Refusal.error(404, "HTTP 404 Not Found");
    }

    private Answer write(Request request, String path) {
        if (!mayChange) {
            throw Refusal.error(403, "HTTP 403 Forbidden");
        }
        if (!faults().allowWrite()) {
            throw Refusal.described(500, "unknown_error", "For more on this error consult the server log.");
        }
        String[] parts = path.substring(1).split("/", -1);
        Answer answer = written(request, parts);
        countWrite();
        return answer;
    }

    private Answer written(Request request, String... parts) {
        String method = request.method();
        if (!parts[0].equals("clients")) {
            throw Refusal.error(404, "HTTP 404 Not Found");
        }
        if (parts.length == 1 && method.equals("POST")) {
            ObjectNode made = clients.create(body(request));
            return Answer.empty(201)
                    .with(
                            "Location",
                            uri() + ADMIN + REALM + "/clients/"
                                    + made.path("id").asText());
        }
        ObjectNode row = clients.byId(parts.length > 1 ? parts[1] : "");
        if (parts.length == 2 && method.equals("PUT")) {
            clients.change(row, body(request));
        } else if (parts.length == 2 && method.equals("DELETE")) {
            clients.delete(row);
        } else if (parts.length == 4 && parts[2].endsWith("-client-scopes") && method.equals("PUT")) {
            clients.addScope(row, scopeList(parts[2]), parts[3]);
        } else if (parts.length == 4 && parts[2].endsWith("-client-scopes") && method.equals("DELETE")) {
            clients.removeScope(row, scopeList(parts[2]), parts[3]);
        } else {
            throw Refusal.error(405, "HTTP 405 Method Not Allowed");
        }
        return Answer.empty(204);
    }

    private static String scopeList(String part) {
        return part.startsWith("default") ? "defaultClientScopes" : "optionalClientScopes";
    }

    private static ObjectNode body(Request request) {
        try {
            if (Clients.JSON.readTree(request.body()) instanceof ObjectNode body) {
                return body;
            }
        } catch (JsonProcessingException e) {
            throw Refusal.error(400, "Cannot parse the JSON");
        }
        throw Refusal.error(400, "Cannot parse the JSON");
    }

    private Answer page(Request request, List<ObjectNode> rows) {
        int first = request.query("first").map(Integer::parseInt).orElse(0);
        int max = Math.min(request.query("max").map(Integer::parseInt).orElse(Integer.MAX_VALUE), largestPage);
        return list(rows.stream().skip(first).limit(max).toList());
    }

    private static Answer list(Collection<ObjectNode> rows) {
        ArrayNode list = Clients.JSON.createArrayNode();
        rows.forEach(list::add);
        return Answer.json(200, list.toString());
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
        }
        return form;
    }

    private static String withoutIds(ObjectNode row) {
        row.remove("id");
        for (JsonNode mapper : row.path("protocolMappers")) {
            ((ObjectNode) mapper).remove("id");
        }
        return row.toString();
    }
}
