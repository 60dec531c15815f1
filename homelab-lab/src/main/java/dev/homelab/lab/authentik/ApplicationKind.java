// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applications, whose key in a path is the slug. */
final class ApplicationKind implements Kind {

    /** The brand that sends people here who ask for nothing; no API that we know shows or sets it. */
    static final String DEFAULT_OF = "default_of";

    /** A policy that is bound to it, which the lab does not evaluate. */
    static final String POLICY = "policy_by_hand";

    /** The user who once agreed that it may know of them. */
    static final String CONSENT = "consent_of";

    /** Not part of any list. */
    static final String HIDDEN = "hidden_by_hand";

    private final Directory directory;
    private final AuthentikVersion version;
    private final boolean fullList;
    private final String base;

    /**
     * @param fullList whether the list holds what the asking user may not launch, too
     */
    ApplicationKind(Directory directory, AuthentikVersion version, boolean fullList) {
        this(directory, version, fullList, "");
    }

    /**
     * @param fullList whether the list holds what the asking user may not launch, too
     * @param base where a browser finds this server
     */
    ApplicationKind(Directory directory, AuthentikVersion version, boolean fullList, String base) {
        this.base = base;
        this.directory = directory;
        this.version = version;
        this.fullList = fullList;
    }

    @Override
    public String model() {
        return "Application";
    }

    @Override
    public List<ObjectNode> rows() {
        return directory.applications.rows().stream()
                .filter(row -> !row.has(HIDDEN))
                .toList();
    }

    /** The users of tokens are in no group, so an application that is bound to one is not theirs to launch. */
    @Override
    public boolean isListed(ObjectNode row) {
        return fullList || directory.bindingsOf(row).isEmpty();
    }

    @Override
    public Optional<ObjectNode> find(String key) {
        return directory.applications.findBy("slug", key);
    }

    @Override
    public ObjectNode shown(ObjectNode row) {
        ObjectNode shown = Json.object();
        shown.set("pk", row.get("pk"));
        shown.setAll(new Forms(directory, version).application().written(row));
        shown.set("provider_obj", provider(row));
        shown.putArray("backchannel_providers_obj");
        shown.put("launch_url", launchUrl(row));
        if (version.isSince(2025, 12)) {
            shown.putNull("meta_icon_url").putNull("meta_icon_themed_urls");
        } else {
            shown.putNull("meta_icon");
        }
        if (version.isSince(2026, 5)) {
            shown.set("pbm_uuid", row.get("pk"));
        }
        return shown;
    }

    @Override
    public ObjectNode create(ObjectNode sent) {
        ObjectNode row = Json.object().put("pk", directory.nextUuid());
        new Forms(directory, version).application().create(row, sent);
        checkUnique(row);
        directory.applications.put(row);
        return row;
    }

    @Override
    public void change(ObjectNode row, ObjectNode sent) {
        new Forms(directory, version).application().change(row, sent);
        checkUnique(row);
    }

    @Override
    public void delete(ObjectNode row) {
        directory.removeApplication(row);
    }

    @Override
    public List<ObjectNode> usedBy(ObjectNode row) {
        List<ObjectNode> uses = new ArrayList<>();
        directory.bindingsOf(row).forEach(binding -> uses.add(new BindingKind(directory, version).use(binding)));
        if (row.has(DEFAULT_OF)) {
            uses.add(Kind.use(
                    "authentik_brands", "brand", unknown(), row.path(DEFAULT_OF).asText(), "set_default"));
        }
        if (row.has(POLICY)) { // which the server lists twice: the policy, and what binds it
            String policy = row.path(POLICY).asText();
            String binding = "Binding from " + row.path("name").asText() + " #0 to Policy " + policy;
            uses.add(Kind.use("authentik_policies", "policybinding", unknown(), binding, "cascade"));
            uses.add(Kind.use("authentik_policies", "policy", unknown(), "Policy " + policy, "cascade_many"));
        }
        if (row.has(CONSENT)) {
            String consent = "User Consent of " + row.path(CONSENT).asText();
            uses.add(Kind.use("authentik_core", "userconsent", unknown(), consent, "cascade"));
        }
        return uses;
    }

    private ObjectNode unknown() {
        return Json.object().put("pk", directory.nextUuid());
    }

    private JsonNode provider(ObjectNode row) {
        Optional<ObjectNode> provider =
                directory.providers.find(row.path("provider").asText());
        return provider.<JsonNode>map(new ProviderView(directory, version)::summary)
                .orElse(NullNode.getInstance());
    }

    private @Nullable String launchUrl(ObjectNode row) {
        String set = row.path("meta_launch_url").asText();
        if (!set.isEmpty()) {
            return set;
        }
        Optional<ObjectNode> provider =
                directory.providers.find(row.path("provider").asText());
        if (provider.filter(one -> one.path("kind").asText().equals(Directory.SAML))
                .isPresent()) {
            return base + "/application/saml/" + row.path("slug").asText() + "/sso/binding/init/";
        }
        return provider.map(one -> one.path("external_host").asText())
                .filter(host -> !host.isEmpty())
                .orElse(null);
    }

    private void checkUnique(ObjectNode row) {
        for (ObjectNode other : directory.applications.rows()) {
            if (other.path("pk").equals(row.path("pk"))) {
                continue;
            }
            if (other.path("slug").equals(row.path("slug"))) {
                throw Refusal.fields("slug", "Application with this slug already exists.");
            }
            if (!row.path("provider").isNull() && other.path("provider").equals(row.path("provider"))) {
                throw Refusal.fields("provider", "This field must be unique.");
            }
        }
    }
}
