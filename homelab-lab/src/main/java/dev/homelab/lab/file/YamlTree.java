// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A YAML text as a tree, read by the rules of YAML 1.2 that the Go programs of a home lab follow.
 *
 * <p>{@code yes} and {@code 22:22} stay text, and a key written twice is refused.
 */
public final class YamlTree {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private YamlTree() {}

    /**
     * Reads one document; an empty one is a missing node.
     *
     * @throws IllegalArgumentException with a message in the manner of yaml.v3
     */
    public static JsonNode read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        DumperOptions dumping = new DumperOptions();
        Yaml yaml =
                new Yaml(new SafeConstructor(options), new Representer(dumping), dumping, options, new CoreResolver());
        try {
            Object tree = yaml.load(text);
            return tree == null ? MissingNode.getInstance() : MAPPER.valueToTree(tree);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new IllegalArgumentException("yaml: line " + line + ": " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("yaml: " + e.getMessage(), e);
        }
    }

    /** The implicit types of YAML 1.2: fewer surprises than the 1.1 of the library. */
    private static final class CoreResolver extends Resolver {

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|True|TRUE|false|False|FALSE"), "tTfF");
            addImplicitResolver(Tag.INT, Pattern.compile("[-+]?[0-9]+"), "-+0123456789");
            addImplicitResolver(
                    Tag.FLOAT, Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+\\.[0-9]*)([eE][-+]?[0-9]+)?"), "-+0123456789.");
            addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL"), "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
            addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
        }
    }
}
