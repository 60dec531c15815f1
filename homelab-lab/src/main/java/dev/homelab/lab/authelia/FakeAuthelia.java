// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authelia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.host.shell.Output;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * An Authelia that reads its configuration when it is started, and is down as long as that is wrong. A visitor is signed in by the cookie
 * {@code authelia_session}, whose value is the user's name here.
 */
public final class FakeAuthelia extends FakeServer {

    /** Where visitors sign in. */
    public static final URI PORTAL = URI.create("https://auth.home.arpa");

    private static final String CONFIG = "/opt/authelia/configuration.yml";
    private static final String FOLDER = "/opt/authelia/homelab";
    private static final String DOMAIN = "home.arpa";

    private final ConfigFiles files;
    private final Map<String, Access.User> users = new ConcurrentHashMap<>();
    private final Map<String, String> codes = new ConcurrentHashMap<>();
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile ObjectNode config = JsonNodeFactory.instance.objectNode();
    private volatile boolean isUp = true;
    private volatile boolean asksForTls = true;

    /**
     * Starts it.
     *
     * @param place where the files of its host really are
     */
    public FakeAuthelia(Function<String, Path> place) {
        this(place, List.of(CONFIG));
    }

    /**
     * Starts it with several files, of which the last is preferred.
     *
     * @param names of the files
     */
    public FakeAuthelia(Function<String, Path> place, List<String> names) {
        super("authelia");
        this.files = new ConfigFiles(place, names);
        start();
        load();
    }

    /** Writes a configuration as a person has one, which includes the files of homelab, and those files. */
    public static void writeInitial(Function<String, Path> place) {
        write(place.apply(CONFIG), INITIAL);
        write(
                place.apply(FOLDER + "/rules.yml"),
                "# access rules\n- {\"domain\": [\"homelab.invalid\"], \"policy\": \"deny\"} # homelab: nothing yet\n");
        write(
                place.apply(FOLDER + "/clients.yml"),
                "- {\"client_id\": \"homelab-nothing\", \"client_name\": \"Nothing\", \"public\": true,"
                        + " \"authorization_policy\": \"two_factor\", \"redirect_uris\": [\"https://homelab.invalid/\"]}"
                        + " # homelab: nothing yet\n");
        write(
                place.apply(FOLDER + "/policies.yml"),
                "\"homelab-nothing\": {\"default_policy\": \"deny\", \"rules\": [{\"policy\": \"deny\", \"subject\":"
                        + " [[\"group:homelab-nothing\"]]}]} # homelab: nothing yet\n");
    }

    /** Adds a user with one factor. */
    public void addUser(String name, String... groups) {
        users.put(name, new Access.User(name, Set.of(groups), false));
    }

    /** Answers for pages without TLS, too, as the real one never does: a lab has no certificates. */
    public void permitPlainPages() {
        asksForTls = false;
    }

    /** Restarts it: it is down if its configuration is wrong. */
    public Output restart() {
        restarts.incrementAndGet();
        load();
        return Output.SILENT;
    }

    /** Judges its configuration as {@code authelia config validate} does. */
    public Output validate() {
        List<String> errors = errors();
        return errors.isEmpty()
                ? Output.of("Configuration parsed and loaded successfully without errors.\n")
                : new Output(
                        1,
                        "Configuration parsed and loaded with errors:\n\n\t - " + String.join("\n\t - ", errors) + "\n",
                        "");
    }

    /** Returns what keeps it from starting with what its files say now. */
    public List<String> errors() {
        try {
            return ConfigCheck.of(files.read());
        } catch (InvalidConfigException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /** Returns how often it was restarted. */
    public int restarts() {
        return restarts.get();
    }

    /** Returns whether it runs. */
    public boolean isUp() {
        return isUp;
    }

    /** Returns the configuration that is in force. */
    public String snapshot() {
        return config.toPrettyString();
    }

    private void load() {
        boolean isGood = errors().isEmpty();
        if (isGood) {
            config = files.read();
        }
        if (isGood != isUp) {
            isUp = isGood;
            if (isGood) {
                reconnect();
            } else {
                disconnect();
            }
        }
    }

    @Override
    protected Answer answer(Request request) {
        return switch (request.path()) {
            case "/api/health" -> Answer.json(200, "{\"status\":\"OK\"}");
            case "/api/authz/forward-auth" -> forwardAuth(request);
            case "/.well-known/openid-configuration" ->
                hasOidc() ? Answer.json(200, "{\"issuer\":\"" + PORTAL + "\"}") : Answer.empty(404);
            case "/api/oidc/authorization" -> hasOidc() ? authorization(request) : Answer.empty(404);
            case "/api/oidc/token" -> hasOidc() ? token(request) : Answer.empty(404);
            default -> Answer.html(200, "<!doctype html><title>Login - Authelia</title>");
        };
    }

    private boolean hasOidc() {
        return !oidc().isMissingNode();
    }

    private JsonNode oidc() {
        return config.path("identity_providers").path("oidc");
    }

    private Answer forwardAuth(Request request) {
        String host = request.header("X-Forwarded-Host").orElse("").split(":", 2)[0];
        String path = request.header("X-Forwarded-Uri").orElse("");
        String method = request.header("X-Forwarded-Method").orElse("");
        boolean isHttps = !asksForTls || request.header("X-Forwarded-Proto").equals(Optional.of("https"));
        if (host.isEmpty() || path.isEmpty() || method.isEmpty() || !isInDomain(host)) {
            return Answer.text(400, "Bad Request");
        }
        if (!isHttps) {
            return Answer.text(401, "Unauthorized");
        }
        Optional<Access.User> user = user(request);
        Access.Decision decision = Access.decide(config.path("access_control"), user, host, path);
        boolean isEnough = user.filter(one -> decision.policy().equals("one_factor") || one.hasSecondFactor())
                .isPresent();
        return switch (decision.policy()) {
            case "bypass" -> Answer.text(200, "OK");
            case "deny" ->
                decision.isForSubjects() && user.isEmpty()
                        ? signIn(request, host, path)
                        : Answer.text(403, "Forbidden");
            default ->
                isEnough
                        ? Answer.text(200, "OK")
                                .with("Remote-User", user.orElseThrow().name())
                                .with(
                                        "Remote-Groups",
                                        String.join(",", user.orElseThrow().groups()))
                        : signIn(request, host, path);
        };
    }

    private static Answer signIn(Request request, String host, String path) {
        return request.header("Accept").orElse("").contains("text/html")
                ? Answer.redirect(PORTAL + "/?rd=" + encoded("https://" + host + path) + "&rm=GET")
                : Answer.text(401, "Unauthorized");
    }

    private Answer authorization(Request request) {
        String host = request.header("X-Forwarded-Host")
                .or(() -> request.header("Host"))
                .orElse("");
        if (!isInDomain(host)) {
            return Answer.json(400, "{\"error\":\"server_error\"}");
        }
        Optional<JsonNode> client = client(request.query("client_id").orElse(""));
        if (client.isEmpty()) {
            return Answer.json(401, "{\"error\":\"invalid_client\"}");
        }
        String back = request.query("redirect_uri").orElse("");
        if (!texts(client.get().path("redirect_uris")).contains(back)) {
            return Answer.json(400, "{\"error\":\"invalid_request\"}");
        }
        String scope = request.query("scope").orElse("");
        if (!texts(client.get().path("scopes")).containsAll(List.of(scope.split(" ", -1)))) {
            return Answer.redirect(back + "?error=invalid_scope");
        }
        if (client.get().path("require_pkce").asBoolean()
                && request.query("code_challenge").isEmpty()) {
            return Answer.redirect(back + "?error=invalid_request");
        }
        Optional<Access.User> user = user(request);
        if (user.isEmpty()) {
            return Answer.redirect(PORTAL + "/?flow=openid_connect");
        }
        String policy = Access.decide(
                oidc().path("authorization_policies"),
                client.get().path("authorization_policy").asText("two_factor"),
                user.get());
        if (policy.equals("deny")) {
            return Answer.redirect(back + "?error=access_denied");
        }
        if (policy.equals("two_factor") && !user.get().hasSecondFactor()) {
            return Answer.redirect(PORTAL + "/?flow=openid_connect");
        }
        String code = "code-" + codes.size();
        codes.put(code, client.get().path("client_id").asText());
        return Answer.redirect(back + "?code=" + code);
    }

    private Answer token(Request request) {
        Map<String, String> form = new HashMap<>();
        for (String pair : request.body().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
        }
        request.header("Authorization")
                .filter(value -> value.startsWith("Basic "))
                .ifPresent(value -> {
                    String[] parts = new String(
                                    Base64.getDecoder().decode(value.substring("Basic ".length())),
                                    StandardCharsets.UTF_8)
                            .split(":", 2);
                    form.put("client_id", decoded(parts[0]));
                    form.put("client_secret", decoded(parts[1]));
                });
        String id = form.getOrDefault("client_id", "");
        Optional<JsonNode> client = client(id);
        boolean isKnown = client.filter(one -> one.path("public").asBoolean()
                        || matches(one.path("client_secret").asText(), form.getOrDefault("client_secret", "")))
                .isPresent();
        if (!isKnown) {
            return Answer.json(401, "{\"error\":\"invalid_client\"}");
        }
        return id.equals(codes.remove(form.getOrDefault("code", "")))
                ? Answer.json(200, "{\"access_token\":\"authelia_at_1\",\"token_type\":\"bearer\"}")
                : Answer.json(400, "{\"error\":\"invalid_grant\"}");
    }

    private Optional<JsonNode> client(String id) {
        return oidc().path("clients")
                .valueStream()
                .filter(client -> client.path("client_id").asText().equals(id))
                .findFirst();
    }

    private Optional<Access.User> user(Request request) {
        return request.header("Cookie")
                .filter(cookie -> cookie.startsWith("authelia_session="))
                .map(cookie -> users.get(cookie.substring("authelia_session=".length())));
    }

    private static boolean isInDomain(String host) {
        return host.equals(DOMAIN) || host.endsWith("." + DOMAIN);
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    private static boolean matches(String digest, String secret) {
        Matcher parts = ConfigCheck.DIGEST.matcher(digest);
        if (!parts.matches()) {
            return false;
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            byte[] hash = base64.decode(parts.group(3).replace('.', '+'));
            byte[] salt = base64.decode(parts.group(2).replace('.', '+'));
            PBEKeySpec key = new PBEKeySpec(
                    secret.toCharArray(), salt, Integer.parseInt(parts.group(1)), hash.length * Byte.SIZE);
            return MessageDigest.isEqual(
                    hash,
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                            .generateSecret(key)
                            .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String INITIAL = """
            # My own configuration.
            session:
              cookies:
                - domain: 'home.arpa'
                  authelia_url: 'https://auth.home.arpa'
            access_control:
              default_policy: 'deny'
              rules:
                {{- fileContent "/opt/authelia/homelab/rules.yml" | nindent 4 }}
                - domain: 'router.home.arpa'   # mine
                  policy: 'two_factor'
            identity_providers:
              oidc:
                hmac_secret: 'secret'
                jwks:
                  - key: 'key'
                authorization_policies:
                  {{- fileContent "/opt/authelia/homelab/policies.yml" | nindent 6 }}
                clients:
                  {{- fileContent "/opt/authelia/homelab/clients.yml" | nindent 6 }}
            """;
}
