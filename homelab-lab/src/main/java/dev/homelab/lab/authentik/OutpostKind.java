// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Outposts, of which only the list of providers may be changed, and only as a whole. */
final class OutpostKind implements Kind {

    private final Directory directory;
    private final AuthentikVersion version;
    private final String base;

    /**
     * @param base where the outpost believes that visitors find this server; empty for nowhere
     */
    OutpostKind(Directory directory, AuthentikVersion version, String base) {
        this.directory = directory;
        this.version = version;
        this.base = base;
    }

    @Override
    public List<ObjectNode> rows() {
        return directory.outposts.rows();
    }

    @Override
    public String model() {
        return "Outpost";
    }

    @Override
    public Optional<ObjectNode> find(String key) {
        return directory.outposts.find(key);
    }

    @Override
    public ObjectNode shown(ObjectNode row) {
        ObjectNode shown = row.deepCopy();
        ProviderView view = new ProviderView(directory, version);
        shown.set(
                "providers_obj",
                Json.array(directory.providersOf(row).map(view::base).toList()));
        shown.putNull("service_connection").putNull("service_connection_obj");
        shown.put("refresh_interval_s", 300)
                .put("token_identifier", "ak-outpost-" + row.path("pk").asText() + "-api");
        shown.set("config", config());
        return shown;
    }

    private ObjectNode config() {
        ObjectNode config = Json.object()
                .put("log_level", "info")
                .putNull("docker_labels")
                .put("authentik_host", base)
                .putNull("docker_network")
                .putNull("container_image")
                .put("docker_map_ports", true)
                .put("refresh_interval", "minutes=5")
                .put("kubernetes_replicas", 1)
                .put("kubernetes_namespace", "default")
                .put("authentik_host_browser", "")
                .put("object_naming_template", "ak-outpost-%(name)s")
                .put("authentik_host_insecure", false)
                .putNull("kubernetes_json_patches")
                .put("kubernetes_service_type", "ClusterIP")
                .putNull("kubernetes_ingress_path_type")
                .putNull("kubernetes_ingress_class_name")
                .put("kubernetes_disable_x509_strict", false)
                .put("kubernetes_ingress_secret_name", "authentik-outpost-tls");
        config.putObject("kubernetes_ingress_annotations");
        config.putObject("kubernetes_httproute_annotations");
        for (String list : new String[] {
            "kubernetes_image_pull_secrets", "kubernetes_disabled_components", "kubernetes_httproute_parent_refs"
        }) {
            config.putArray(list);
        }
        return config;
    }

    /** Judges the kind of providers only if the type of the outpost is sent, too. */
    @Override
    public void change(ObjectNode row, ObjectNode sent) {
        for (ObjectNode provider : directory.providers.rows()) {
            boolean isWanted = sent.path("providers").valueStream().anyMatch(provider.path("pk")::equals);
            if (sent.has("type") && isWanted && !provider.path("kind").asText().equals(Directory.PROXY)) {
                throw Refusal.fields(
                        "providers",
                        "Outpost type proxy can't be used with "
                                + (isSaml(provider) ? "SAMLProvider" : "OAuth2Provider") + " providers.");
            }
        }
        new Forms(directory, version).outpost().change(row, sent);
    }

    private static boolean isSaml(ObjectNode provider) {
        return provider.path("kind").asText().equals(Directory.SAML);
    }

    @Override
    public Answer below(ObjectNode row, String part) {
        if (!part.equals("health")) {
            throw Refusal.notFound();
        }
        ArrayNode states = Json.array();
        states.addObject()
                .put("uid", row.path("pk").asText())
                .put("last_seen", Instant.now().toString())
                .put("version", version.toString())
                .put("golang_version", "go1.25.4")
                .put("openssl_enabled", false)
                .put("openssl_version", "")
                .put("fips_enabled", false)
                .put("version_should", version.toString())
                .put("version_outdated", false)
                .put("build_hash", "")
                .put("build_hash_should", "")
                .put("hostname", "lab");
        return Answer.json(200, states.toString());
    }
}
