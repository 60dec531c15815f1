// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.homelab.model.inventory.Channel;
import dev.homelab.model.inventory.DefinitionKinds;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.TargetKind;
import dev.homelab.problem.Spelling;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** Reads the inventory, given the kinds of target and the settings that each takes. */
final class InventoryReader {

    private static final String NAME = "inventory.yaml";

    private final Map<String, TargetKind> kinds;
    private final Map<String, Class<? extends Record>> channels;
    private final KnownSecrets secrets;

    InventoryReader(DefinitionKinds kinds) {
        this.kinds = kinds.targets().stream().collect(toMap(TargetKind::name, identity()));
        this.channels = kinds.channels();
        this.secrets = new KnownSecrets(kinds.schemes());
    }

    /**
     * What a file comes to.
     *
     * @param values the values for definitions, whatever else is wrong with it
     */
    record Read(Optional<Inventory> inventory, Values values) {}

    Read read(String text, String file, FileProblems findings) {
        Map<Class<?>, Binder.Special> specials = new HashMap<>(secrets.specials());
        specials.put(Target.class, this::target);
        specials.put(Channel.class, this::channel);
        Optional<Node> root = YamlFile.parse(text, findings);
        return new Read(
                root.map(node -> new Binder(findings, specials).bind(node, Inventory.class, "")),
                root.map(node -> Values.of(node, NAME, file, findings)).orElse(Values.NONE));
    }

    private @Nullable Object target(Binder binder, Node node, String path) {
        String kindName = binder.text(node, "kind").orElse("");
        TargetKind kind = kinds.get(kindName);
        if (kind == null) {
            unknownKind(binder.findings(), node, path, kindName);
            return null;
        }
        Record settings = binder.bind(without(node, "kind"), kind.settings(), path);
        if (settings == null) {
            return null;
        }
        String name = path.substring(path.lastIndexOf('.') + 1);
        return new Target(name, kindName, kind.wave(), binder.text(node, "host"), url(binder, node), settings);
    }

    private @Nullable Object channel(Binder binder, Node node, String path) {
        String key = path.substring(path.lastIndexOf('.') + 1);
        Class<? extends Record> type = channels.get(key);
        if (type == null) {
            binder.unknownKey(key, node, channels.keySet(), path.substring(0, path.lastIndexOf('.')));
            return null;
        }
        Record settings = binder.bind(node, type, path);
        return settings == null ? null : new Channel(key, settings);
    }

    private static Optional<URI> url(Binder binder, Node node) {
        return binder.text(node, "url").flatMap(text -> {
            try {
                return Optional.of(URI.create(text));
            } catch (IllegalArgumentException e) {
                return Optional.empty(); // the settings record has it too, and reports it
            }
        });
    }

    private void unknownKind(FileProblems findings, Node node, String path, String kindName) {
        String known = String.join(", ", kinds.keySet().stream().sorted().toList());
        findings.problem(
                "unknown kind of target",
                node,
                path + ".kind",
                kindName.isEmpty() ? "the target says no kind." : "there is no kind \"%s\".".formatted(kindName),
                Spelling.nearest(kindName, kinds.keySet())
                        .map("write \"kind: %s\", if that is what you mean."::formatted)
                        .orElse("write one of %s.".formatted(known)));
    }

    private static Node without(Node node, String key) {
        MappingNode mapping = (MappingNode) node;
        return new MappingNode(
                mapping.getTag(),
                true,
                mapping.getValue().stream().filter(entry -> !isKey(entry, key)).toList(),
                mapping.getStartMark(),
                mapping.getEndMark(),
                mapping.getFlowStyle());
    }

    private static boolean isKey(NodeTuple entry, String key) {
        return entry.getKeyNode() instanceof org.yaml.snakeyaml.nodes.ScalarNode scalar
                && scalar.getValue().equals(key);
    }
}
