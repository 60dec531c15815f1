// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Everything the server keeps, and what follows when a part of it goes. */
final class Directory {

    /** What the server gives to every proxy provider. */
    static final List<String> MAPPINGS_OF_PROXIES = List.of(
            "goauthentik.io/providers/proxy/scope-proxy",
            "goauthentik.io/providers/oauth2/scope-openid",
            "goauthentik.io/providers/oauth2/scope-email",
            "goauthentik.io/providers/oauth2/scope-profile",
            "goauthentik.io/providers/oauth2/scope-entitlements");

    static final String PROXY = "proxy";
    static final String OAUTH2 = "oauth2";
    static final String SAML = "saml";

    final Table flows = new Table();
    final Table scopes = new Table();
    final Table samlMappings = new Table();
    final Table certificates = new Table();
    final Table groups = new Table();
    final Table applications = new Table();
    final Table providers = new Table();
    final Table bindings = new Table();
    final Table outposts = new Table();
    private int keys;

    /** Returns a key never given before, the same ones in the same order for every new directory. */
    String nextUuid() {
        return uuid("lab-" + ++keys);
    }

    static String uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    int nextNumber() {
        return ++keys;
    }

    Optional<ObjectNode> applicationOf(ObjectNode provider) {
        return applications.findBy("provider", provider.path("pk").asText());
    }

    /** Returns what every proxy provider says of visitors, whatever was sent: the server sees to that itself. */
    ArrayNode mappingsOfProxies() {
        ArrayNode mappings = Json.array();
        for (String managed : MAPPINGS_OF_PROXIES) {
            scopes.findBy("managed", managed).ifPresent(mapping -> mappings.add(mapping.get("pk")));
        }
        return mappings;
    }

    Optional<ObjectNode> mapping(String pk) {
        return scopes.find(pk).or(() -> samlMappings.find(pk));
    }

    List<ObjectNode> bindingsOf(ObjectNode application) {
        String target = application.path("pk").asText();
        return bindings.rows().stream()
                .filter(binding -> binding.path("target").asText().equals(target))
                .toList();
    }

    List<ObjectNode> outpostsOf(ObjectNode provider) {
        return outposts.rows().stream()
                .filter(outpost -> providersOf(outpost).anyMatch(provider::equals))
                .toList();
    }

    Stream<ObjectNode> providersOf(ObjectNode outpost) {
        return outpost.withArray("providers").valueStream().flatMap(pk -> providers.find(pk.asText()).stream());
    }

    void removeGroup(ObjectNode group) {
        bindings.rows().stream()
                .filter(binding -> binding.path("group").equals(group.get("pk")))
                .forEach(bindings::remove);
        groups.remove(group);
    }

    void removeApplication(ObjectNode application) {
        bindingsOf(application).forEach(bindings::remove);
        applications.remove(application);
    }

    /** The application stays and points nowhere; outposts forget the provider. */
    void removeProvider(ObjectNode provider) {
        applicationOf(provider).ifPresent(application -> application.set("provider", NullNode.getInstance()));
        for (ObjectNode outpost : outposts.rows()) {
            ArrayNode kept = Json.array();
            for (JsonNode pk : outpost.withArray("providers")) {
                if (!pk.equals(provider.get("pk"))) {
                    kept.add(pk);
                }
            }
            outpost.set("providers", kept);
        }
        providers.remove(provider);
    }

    Directory copy() {
        Directory copy = new Directory();
        for (int i = 0; i < tables().size(); i++) {
            copy.tables().get(i).restore(tables().get(i).copy());
        }
        return copy;
    }

    void restore(Directory earlier) {
        for (int i = 0; i < tables().size(); i++) {
            tables().get(i).restore(earlier.tables().get(i));
        }
    }

    private List<Table> tables() {
        return List.of(flows, scopes, samlMappings, certificates, groups, applications, providers, bindings, outposts);
    }
}
