// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import dev.homelab.spi.BinaryText;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The services and configs of a Swarm, as its manager prints them. */
final class SwarmView {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Map<String, JsonNode>> services = new TreeMap<>();
    private final Map<String, Map<String, JsonNode>> configs = new TreeMap<>();

    /** Reads what {@code docker service inspect} and {@code docker config inspect} print. */
    SwarmView(String services, String configs) {
        group(services, this.services);
        group(configs, this.configs);
    }

    /** Returns the tree of a text; a missing node if it is empty or no JSON. */
    static JsonNode tree(String json) {
        try {
            return json.isBlank() ? MissingNode.getInstance() : JSON.readTree(json);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static void group(String json, Map<String, Map<String, JsonNode>> stacks) {
        for (JsonNode one : tree(json)) {
            String stack = one.path("Spec").path("Labels").path(Labels.STACK).asText();
            if (!stack.isEmpty()) {
                stacks.computeIfAbsent(stack, name -> new TreeMap<>())
                        .put(one.path("Spec").path("Name").asText(), one);
            }
        }
    }

    /** Returns all stacks, as they are. */
    List<Observed<Stack>> stacks() {
        Set<String> names = new TreeSet<>(services.keySet());
        names.addAll(configs.keySet());
        List<Observed<Stack>> all = new ArrayList<>();
        for (String name : names) {
            Optional<Owner> owner = owner(name);
            all.add(new Observed<>(
                    owner.isPresent() || record(name).isPresent() ? deployed(name) : byHand(name), owner));
        }
        return all;
    }

    /** Returns the services of a stack, by their names. */
    Map<String, JsonNode> services(String stack) {
        return services.getOrDefault(stack, Map.of());
    }

    /** Returns the names of a stack's configs that are ours. */
    Set<String> configs(String stack) {
        return new TreeSet<>(configs.getOrDefault(stack, Map.of()).keySet());
    }

    private Optional<Owner> owner(String stack) {
        List<JsonNode> marked = new ArrayList<>();
        record(stack).ifPresent(marked::add);
        marked.addAll(services(stack).values());
        marked.addAll(configs.getOrDefault(stack, Map.of()).values());
        return marked.stream()
                .map(one -> one.path("Spec").path("Labels").path(Labels.SERVICE).asText())
                .filter(mark -> mark.contains("/"))
                .findFirst()
                .map(Owner::parse);
    }

    /** Returns the newest of the configs that say what a stack was deployed from. */
    private Optional<JsonNode> record(String stack) {
        return configs.getOrDefault(stack, Map.of()).values().stream()
                .filter(config -> config.path("Spec").path("Labels").has(Labels.RECORD))
                .max(Comparator.comparingLong(
                        config -> config.path("Version").path("Index").asLong()));
    }

    private static String content(JsonNode config) {
        return BinaryText.of(
                Base64.getDecoder().decode(config.path("Spec").path("Data").asText()));
    }

    private Stack byHand(String name) {
        List<String> found = new ArrayList<>();
        services(name)
                .forEach((service, inspected) -> found.add("%s %s"
                        .formatted(service, Hash.of(inspected.path("Spec").toString()))));
        return new Stack(name, YamlDocument.EMPTY, Map.of(), Map.of(), found);
    }

    private Stack deployed(String name) {
        JsonNode record = record(name).map(config -> tree(content(config))).orElse(MissingNode.getInstance());
        Map<String, EncryptedSecret> secrets = new TreeMap<>();
        record.path("secrets")
                .properties()
                .forEach(secret -> secrets.put(
                        secret.getKey(), new EncryptedSecret(secret.getValue().asText())));
        Map<String, String> files = new TreeMap<>();
        Map<String, JsonNode> there = configs.getOrDefault(name, Map.of());
        record.path("files")
                .forEach(file -> Optional.ofNullable(there.get(file.asText()))
                        .ifPresent(config -> files.put(file.asText(), content(config))));
        return new Stack(
                name,
                record.has("text") ? YamlDocument.of(record.path("text").asText()) : YamlDocument.EMPTY,
                secrets,
                files,
                deviations(name, record.path("specs")));
    }

    /** The engine shows a service that it has rolled back exactly as it was, so a hash of its spec says whether it is another. */
    private List<String> deviations(String name, JsonNode specs) {
        List<String> found = new ArrayList<>();
        Map<String, String> hashes = specs(name);
        specs.properties().forEach(spec -> {
            String now = hashes.get(spec.getKey());
            if (now == null) {
                found.add("service %s is gone".formatted(spec.getKey()));
            } else if (!now.equals(spec.getValue().asText())) {
                found.add("service %s is not as it was deployed".formatted(spec.getKey()));
            }
        });
        hashes.keySet().stream()
                .filter(service -> !specs.has(service))
                .forEach(service -> found.add("service %s is not in its file".formatted(service)));
        return found;
    }

    private Map<String, String> specs(String stack) {
        Map<String, String> hashes = new TreeMap<>();
        services(stack)
                .forEach((service, inspected) ->
                        hashes.put(service, Hash.of(inspected.path("Spec").toString())));
        return hashes;
    }

    /** Returns what says that a stack, as its services are now, was deployed from this. */
    String record(Stack stack) {
        ObjectNode record = JSON.createObjectNode();
        record.put("text", stack.text().text());
        ObjectNode secrets = record.putObject("secrets");
        stack.secrets().forEach((name, secret) -> secrets.put(name, secret.text()));
        stack.files().keySet().forEach(record.putArray("files")::add);
        ObjectNode specs = record.putObject("specs");
        specs(stack.name()).forEach(specs::put);
        return record.toString();
    }

    /** Returns the configs of a stack but these. */
    Set<String> configsBut(String stack, Set<String> kept) {
        return configs(stack).stream().filter(config -> !kept.contains(config)).collect(toCollection(TreeSet::new));
    }
}
