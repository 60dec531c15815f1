// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import dev.homelab.model.Service;
import dev.homelab.model.inventory.Category;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Quoted;
import dev.homelab.problem.Spelling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What definitions of one folder inherit from: its templates, {@code category.yaml} of each category, and the values of the inventory.
 *
 * <pre>
 *   services/inventory.yaml               values
 *   services/media/category.yaml          values and host of that category
 *   services/templates/linuxserver.yaml   for what says from: templates/linuxserver.yaml
 * </pre>
 *
 * <p>The upper counts: the definition, its last template, the one before, its category.
 */
final class Shared {

    /** The folder of templates, which is no category. */
    static final String TEMPLATES = "templates";

    /** The file of a category, which is no definition. */
    static final String CATEGORY = "category.yaml";

    private static final String FROM = "from";
    private static final Set<String> OF_A_SERVICE_ALONE = Set.of("name", "renamedFrom", FROM);

    private final Values inventory;
    private final Map<String, Part> templates = new TreeMap<>();
    private final Map<String, Part> categories = new HashMap<>();
    private final Map<String, Values> values = new HashMap<>();
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    /**
     * A partial definition.
     *
     * @param name its file, from the folder of the definitions on
     * @param file its file, as a person names it
     */
    private record Part(String name, String file, MappingNode root) {}

    private Shared(Values inventory) {
        this.inventory = inventory;
    }

    /** Nothing to inherit from but these values. */
    static Shared none(Values inventory) {
        return new Shared(inventory);
    }

    /** Reads what is in a folder. */
    static Shared read(
            Path folder, List<Path> categories, Values inventory, Repository repository, List<Problem> problems) {
        Shared shared = new Shared(inventory);
        Path templates = folder.resolve(TEMPLATES);
        if (Files.isDirectory(templates)) {
            DefinitionFiles.entries(templates, Shared::isTemplate, problems)
                    .forEach(file -> shared.template(file, repository, problems));
        }
        categories.stream()
                .filter(category -> Files.isRegularFile(category.resolve(CATEGORY)))
                .forEach(category -> shared.category(category, repository, problems));
        return shared;
    }

    private static boolean isTemplate(Path file) {
        return Files.isRegularFile(file) && file.toString().endsWith(DefinitionFiles.ENDING);
    }

    private void template(Path file, Repository repository, List<Problem> problems) {
        FileProblems findings = new FileProblems(file.toString());
        mapping(file, repository, findings, problems).ifPresent(root -> {
            String name = TEMPLATES + "/" + file.getFileName();
            for (NodeTuple entry : root.getValue()) {
                Keys.text(entry)
                        .filter(OF_A_SERVICE_ALONE::contains)
                        .ifPresent(key -> findings.problem(
                                "key not for templates",
                                entry.getKeyNode(),
                                key,
                                "\"%s\" belongs to one service, and this file is a template for several: everything in \"%s\" is one."
                                        .formatted(key, TEMPLATES),
                                "remove it; or move the definition of a service into the folder of a category."));
            }
            templates.put(name, new Part(name, file.toString(), root));
        });
        problems.addAll(findings.problems());
    }

    private void category(Path folder, Repository repository, List<Problem> problems) {
        Path file = folder.resolve(CATEGORY);
        FileProblems findings = new FileProblems(file.toString());
        mapping(file, repository, findings, problems).ifPresent(root -> {
            String category = String.valueOf(folder.getFileName());
            String name = category + "/" + CATEGORY;
            new Binder(findings, Map.of()).bind(root, Category.class, "");
            values.put(
                    category, Values.of(root, name, file.toString(), findings).over(inventory));
            Values.unusable(root, findings);
            categories.put(category, new Part(name, file.toString(), Merge.with(root, "host")));
        });
        problems.addAll(findings.problems());
    }

    private static Optional<MappingNode> mapping(
            Path file, Repository repository, FileProblems findings, List<Problem> problems) {
        Optional<Node> root =
                DefinitionFiles.within(repository, file, problems).flatMap(text -> YamlFile.parse(text, findings));
        if (root.isPresent() && !(root.get() instanceof MappingNode)) {
            findings.problem(
                    "wrong type",
                    root.get(),
                    "",
                    "a mapping of keys to values belongs here.",
                    "write keys and values, one a line.");
        }
        return root.flatMap(Merge::mapping);
    }

    /** Returns the whole of a definition: with its templates, its category and values. */
    Node complete(Node root, String category, FileProblems findings) {
        if (!(root instanceof MappingNode written)) {
            return root;
        }
        List<Part> below = new ArrayList<>(templates(written, findings));
        Optional.ofNullable(categories.get(category)).ifPresent(part -> below.add(0, part));
        MappingNode whole = Merge.without(written, FROM);
        if (!below.isEmpty()) {
            MappingNode lower = below.get(0).root();
            findings.from(below.get(0).name(), below.get(0).file(), lower);
            for (Part part : below.subList(1, below.size())) {
                findings.from(part.name(), part.file(), part.root());
                lower = Merge.of(part.root(), lower);
                findings.from(part.name(), part.file(), lower);
            }
            whole = Merge.of(whole, lower);
        }
        Substitution substitution = new Substitution(values.getOrDefault(category, inventory), findings);
        Node complete = substitution.apply(whole, "");
        if (!below.isEmpty() || !substitution.used().isEmpty()) {
            findings.inherits(OwnText.of(written), substitution.used());
        }
        return complete;
    }

    /** Returns those that a definition names, in its order. */
    private List<Part> templates(MappingNode written, FileProblems findings) {
        List<Part> found = new ArrayList<>();
        Node from = Merge.value(written, FROM).orElse(null);
        if (from == null) {
            return found;
        }
        List<Node> names = from instanceof SequenceNode list ? list.getValue() : List.of(from);
        for (Node name : names) {
            String path = names.size() == 1 && !(from instanceof SequenceNode) ? FROM : FROM + "[" + found.size() + "]";
            findings.place(path, name);
            String text = name instanceof ScalarNode scalar ? scalar.getValue() : "";
            Optional<Part> part = Optional.ofNullable(templates.get(text));
            part.ifPresentOrElse(
                    one -> {
                        found.add(one);
                        used.add(text);
                    },
                    () -> unknown(text, name, path, findings));
        }
        return found;
    }

    private void unknown(String text, Node node, String path, FileProblems findings) {
        findings.problem(
                "template not found",
                node,
                path,
                "there is no template %s beside the categories.".formatted(Quoted.of(text)),
                Spelling.nearest(text, templates.keySet())
                        .map("write \"%s\", if that is what you mean."::formatted)
                        .orElse(
                                templates.isEmpty()
                                        ? "write the template into a file such as templates/linuxserver.yaml, in the folder of the inventory and the categories."
                                        : "write one of %s.".formatted(String.join(", ", templates.keySet()))));
    }

    /** Judges the keys of the templates that no definition inherits from; those of others are judged where they are used. */
    void judgeUnused(List<Problem> problems) {
        Set<String> unused = new TreeSet<>(templates.keySet());
        unused.removeAll(used);
        for (String name : unused) {
            Part part = templates.get(name);
            if (part != null) {
                FileProblems findings = new FileProblems(part.file());
                MappingNode root = part.root();
                for (String key : OF_A_SERVICE_ALONE) {
                    root = Merge.without(root, key);
                }
                new Binder(findings, Map.of()).bind(root, Service.class, "");
                findings.problems().stream()
                        .filter(problem -> problem.summary().equals("unknown key"))
                        .forEach(problems::add); // a value may be of another type than its name
            }
        }
    }
}
