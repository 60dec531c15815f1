// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Request;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The map of the API below {@code /api/v3/}, for one release and one request. */
final class Api {

    static final String BASE = "/api/v3/";

    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    private final AuthentikVersion version;
    private final Account account;
    private final int largestPage;

    /**
     * @param account who asks
     * @param base where a browser finds this server
     * @param outpostHost where the outpost believes that it is; empty for nowhere
     */
    Api(
            Directory directory,
            AuthentikVersion version,
            Account account,
            int largestPage,
            String base,
            String outpostHost) {
        this.version = version;
        this.account = account;
        this.largestPage = largestPage;
        LookupView view = new LookupView(version);
        endpoints.put(
                "admin/version", (request, rest) -> Answer.json(200, version().toString()));
        endpoints.put("root/config", (request, rest) -> Answer.json(200, config().toString()));
        endpoints.put(
                "core/users/me",
                (request, rest) ->
                        Answer.json(200, account.shown(directory, version).toString()));
        endpoints.put("core/transactional/applications", new TransactionEndpoint(directory, version));
        endpoints.put("core/applications", (request, rest) -> {
            boolean fullList = account.isSuperuser()
                    && request.query("superuser_full_list").orElse("").equals("true");
            return endpoint(new ApplicationKind(directory, version, fullList, base))
                    .answer(request, rest);
        });
        endpoints.put("core/groups", (request, rest) -> {
            boolean showsUsers = !request.query("include_users").orElse("").equals("false");
            return endpoint(new GroupKind(directory, version, showsUsers)).answer(request, rest);
        });
        add("flows/instances", new LookupKind("Flow", directory.flows, "slug", view::flow));
        add("propertymappings/provider/scope", new ScopeKind(directory, version));
        add(
                "propertymappings/provider/saml",
                new LookupKind("SAMLPropertyMapping", directory.samlMappings, "pk", view::samlMapping));
        add(
                "crypto/certificatekeypairs",
                new LookupKind("CertificateKeyPair", directory.certificates, "pk", view::certificate));
        add(
                "providers/all",
                new LookupKind("Provider", directory.providers, "pk", new ProviderView(directory, version)::summary));
        add("providers/proxy", new ProviderKind(Directory.PROXY, directory, version, base));
        add("providers/oauth2", new ProviderKind(Directory.OAUTH2, directory, version, base));
        add("providers/saml", new ProviderKind(Directory.SAML, directory, version, base));
        add("policies/bindings", new BindingKind(directory, version));
        add("outposts/instances", new OutpostKind(directory, version, outpostHost));
    }

    /** Answers, or throws a {@link Refusal}. */
    Answer answer(Request request) {
        String path = request.path().substring(BASE.length());
        account.refuse(request.method(), path);
        for (Map.Entry<String, Endpoint> endpoint : endpoints.entrySet()) {
            String prefix = endpoint.getKey() + "/";
            if (path.startsWith(prefix)) {
                return endpoint.getValue().answer(request, segments(path.substring(prefix.length())));
            }
        }
        throw Refusal.notFound();
    }

    private void add(String prefix, Kind kind) {
        endpoints.put(prefix, endpoint(kind));
    }

    private KindEndpoint endpoint(Kind kind) {
        return new KindEndpoint(kind, largestPage, version);
    }

    private ObjectNode version() {
        return Json.object()
                .put("version_current", version.toString())
                .put("version_latest", version.toString())
                .put("version_latest_valid", true)
                .put("build_hash", "")
                .put("outdated", false)
                .put("outpost_outdated", false);
    }

    private ObjectNode config() {
        ObjectNode config = Json.object();
        config.putObject("error_reporting")
                .put("enabled", false)
                .put("sentry_dsn", "")
                .put("environment", "lab")
                .put("send_pii", false)
                .put("traces_sample_rate", 0.0);
        config.putArray("capabilities").add("can_save_media");
        for (String timeout : new String[] {"", "_flows", "_policies"}) {
            config.put("cache_timeout" + timeout, 300);
        }
        if (!version.isSince(2025, 12)) {
            config.put("cache_timeout_reputation", 300);
        }
        return config;
    }

    private static List<String> segments(String rest) {
        return Arrays.stream(rest.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }
}
