// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Providers of one kind, at {@code providers/proxy}, {@code providers/oauth2} and {@code providers/saml}.
 *
 * <p>A proxy provider is made out of an OAuth2 provider, so the list of those has it, too.
 */
final class ProviderKind implements Kind {

    /** Whose tokens a person lets programs sign in with; we neither send nor read it. */
    static final String TRUSTS = "trusts";

    /** The user who has signed in by it. */
    static final String TOKEN_OF = "token_of";

    private final String kind;
    private final Directory directory;
    private final AuthentikVersion version;
    private final String base;

    /**
     * @param kind {@link Directory#PROXY}, {@link Directory#OAUTH2} or {@link Directory#SAML}
     * @param base where a browser finds this server
     */
    ProviderKind(String kind, Directory directory, AuthentikVersion version, String base) {
        this.kind = kind;
        this.directory = directory;
        this.version = version;
        this.base = base;
    }

    @Override
    public List<ObjectNode> rows() {
        return directory.providers.rows().stream().filter(this::isOfKind).toList();
    }

    @Override
    public String model() {
        return ProviderView.model(kind);
    }

    @Override
    public Optional<ObjectNode> find(String key) {
        return directory.providers.find(key).filter(this::isOfKind);
    }

    @Override
    public ObjectNode shown(ObjectNode row) {
        return new ProviderView(directory, version, base).full(row, kind);
    }

    @Override
    public ObjectNode create(ObjectNode sent) {
        ObjectNode row = Json.object().put("kind", kind);
        new Forms(directory, version).provider(kind).create(row, sent);
        check(row, sent);
        if (!kind.equals(Directory.SAML)) {
            fill(row, "client_id");
            fill(row, "client_secret");
        }
        if (kind.equals(Directory.PROXY)) {
            row.set("property_mappings", directory.mappingsOfProxies());
        }
        row.put("pk", directory.nextNumber());
        directory.providers.put(row);
        return row;
    }

    @Override
    public void change(ObjectNode row, ObjectNode sent) {
        new Forms(directory, version).provider(kind).change(row, sent);
        check(row, sent);
        if (kind.equals(Directory.PROXY)) {
            row.set("property_mappings", directory.mappingsOfProxies());
        }
    }

    @Override
    public void delete(ObjectNode row) {
        directory.removeProvider(row);
    }

    @Override
    public List<ObjectNode> usedBy(ObjectNode row) {
        List<ObjectNode> uses = new ArrayList<>();
        directory
                .outpostsOf(row)
                .forEach(outpost -> uses.add(Kind.use(
                        "authentik_outposts",
                        "outpost",
                        outpost,
                        "Outpost " + outpost.path("name").asText(),
                        "cascade_many")));
        for (JsonNode pk : row.path("property_mappings")) {
            directory
                    .mapping(pk.asText())
                    .ifPresent(mapping -> uses.add(Kind.use(
                            "authentik_core",
                            "propertymapping",
                            mapping,
                            "Property Mapping " + mapping.path("name").asText(),
                            "cascade_many")));
        }
        if (row.has(TOKEN_OF)) {
            ObjectNode token = Json.object().put("pk", "1");
            String name = "Access Token for " + row.path(TOKEN_OF).asText();
            uses.add(Kind.use("authentik_providers_oauth2", "accesstoken", token, name, "cascade"));
        }
        directory.providers.rows().stream()
                .filter(other -> other.path(TRUSTS).equals(row.path("pk")))
                .forEach(other -> uses.add(Kind.use(
                        "authentik_providers_oauth2",
                        "oauth2provider",
                        other,
                        other.path("name").asText(),
                        "cascade_many")));
        return uses;
    }

    @Override
    public Answer below(ObjectNode row, String part) {
        if (!part.equals("setup_urls") || !kind.equals(Directory.OAUTH2)) {
            throw Refusal.notFound();
        }
        return directory
                .applicationOf(row)
                .map(application -> setupUrls(application.path("slug").asText()))
                .orElseGet(() -> Answer.empty(404));
    }

    private boolean isOfKind(ObjectNode row) {
        String own = row.path("kind").asText();
        return own.equals(kind) || (kind.equals(Directory.OAUTH2) && own.equals(Directory.PROXY));
    }

    private void fill(ObjectNode row, String field) {
        if (row.path(field).asText().isEmpty()) {
            row.put(field, directory.nextUuid().replace("-", ""));
        }
    }

    private Answer setupUrls(String slug) {
        String oauth = base + "/application/o/";
        String own = oauth + slug + "/";
        ObjectNode urls = Json.object()
                .put("issuer", own)
                .put("authorize", oauth + "authorize/")
                .put("token", oauth + "token/")
                .put("user_info", oauth + "userinfo/")
                .put("provider_info", own + ".well-known/openid-configuration")
                .put("logout", own + "end-session/")
                .put("jwks", own + "jwks/")
                .putNull("dcr_registration");
        return Answer.json(200, urls.toString());
    }

    private void check(ObjectNode row, ObjectNode sent) {
        checkMode(sent);
        checkRedirects(sent);
        checkSigning(sent);
        checkUnique(row, "name", "provider with this name already exists.");
        checkUnique(row, "client_id", "OAuth2/OpenID Provider with this Client ID already exists.");
    }

    /** Names each entry's mistake at the entry's own place. */
    private static void checkRedirects(ObjectNode sent) {
        ObjectNode mistakes = Json.object();
        ArrayNode entries = mistakes.putArray("redirect_uris");
        boolean isWrong = false;
        for (JsonNode entry : sent.path("redirect_uris")) {
            String mode = entry.path("matching_mode").asText();
            ObjectNode mistake = entries.addObject();
            if (!mode.matches("strict|regex")) {
                isWrong = true;
                mistake.putArray("matching_mode").add("\"" + mode + "\" is not a valid choice.");
            }
        }
        if (isWrong) {
            throw new Refusal(400, mistakes);
        }
    }

    /** Judges what was sent and not what is there, too. */
    private void checkSigning(ObjectNode sent) {
        if (kind.equals(Directory.SAML)
                && sent.hasNonNull("signing_kp")
                && !sent.path("sign_assertion").asBoolean()
                && !sent.path("sign_response").asBoolean()) {
            throw Refusal.fields(
                    "non_field_errors",
                    "With a signing keypair selected, at least one of 'Sign assertion' and 'Sign Response' must be selected.");
        }
    }

    /** Judges what was sent and not what is there: a change without its mode counts as one of mode proxy. */
    private void checkMode(ObjectNode sent) {
        boolean isForward = sent.path("mode").asText().startsWith("forward_");
        if (kind.equals(Directory.PROXY)
                && !isForward
                && sent.path("internal_host").asText().isEmpty()) {
            throw Refusal.fields("internal_host", "Internal host cannot be empty when forward auth is disabled.");
        }
    }

    private void checkUnique(ObjectNode row, String field, String mistake) {
        String value = row.path(field).asText();
        boolean taken = directory.providers.rows().stream()
                .anyMatch(other -> !other.path("pk").equals(row.path("pk"))
                        && other.path(field).asText().equals(value));
        if (taken && !value.isEmpty()) {
            throw Refusal.fields(field, mistake);
        }
    }
}
