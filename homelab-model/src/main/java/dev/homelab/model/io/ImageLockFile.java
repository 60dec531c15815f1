// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import static java.util.stream.Collectors.joining;

import dev.homelab.model.inventory.ImageLock;
import dev.homelab.model.value.ImageName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Quoted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The lock of images as a file beside the inventory: one line for each tag, which programs such as Renovate can change, too.
 *
 * <pre>
 * # the last one with the old database
 * ghcr.io/home-assistant/home-assistant:stable: sha256:5b0c...
 * nginx:latest: sha256:9f1a...
 * </pre>
 */
public final class ImageLockFile {

    private static final String HEADER =
            "# What moving tags of images stand for. Commit it with the definitions; \"homelab pin\" changes it.\n\n";

    private static final Pattern ENTRY = Pattern.compile("(?<quote>[\"']?)(?<image>[\\w./:-]{1,600})\\k<quote>:"
            + "(?<space>[ \\t]{1,40})(?<quoted>[\"']?)sha256:[0-9a-f]{64}\\k<quoted>(?<rest>[ \\t]*(?:#.*)?)");

    private ImageLockFile() {}

    /** Returns where the lock of an inventory is. */
    public static Path beside(Path inventory) {
        return inventory.resolveSibling(ImageLock.FILE);
    }

    /**
     * Reads the text of a lock.
     *
     * @param problems takes what is wrong with it
     */
    public static ImageLock read(String text, String file, Consumer<Problem> problems) {
        FileProblems findings = new FileProblems(file);
        Map<String, String> digests = new TreeMap<>();
        if (!text.lines().map(String::strip).allMatch(line -> line.isEmpty() || line.startsWith("#"))) {
            YamlFile.parse(text, findings).ifPresent(root -> entries(root, findings, digests));
        }
        findings.problems().forEach(problems);
        return new ImageLock(digests, findings.positions());
    }

    private static void entries(Node root, FileProblems findings, Map<String, String> digests) {
        if (!(root instanceof MappingNode mapping)) {
            findings.problem(
                    "wrong type",
                    root,
                    "",
                    "the lock of images is a mapping of images to digests.",
                    "write lines such as \"nginx:latest: sha256:...\".");
            return;
        }
        for (NodeTuple entry : mapping.getValue()) {
            String image = Keys.text(entry).orElse("");
            String digest = entry.getValueNode() instanceof ScalarNode value ? value.getValue() : "";
            findings.place(image, entry.getKeyNode());
            ImageName name = ImageName.of(image);
            if (!isImage(image) || !name.tagged().equals(image)) {
                findings.problem(
                        "value not allowed",
                        entry.getKeyNode(),
                        image,
                        "%s is no image with a tag.".formatted(Quoted.of(image)),
                        "write the image as definitions do, with its tag, such as nginx:latest.");
            } else if (!digest.matches(ImageName.DIGEST)) {
                findings.problem(
                        "value not allowed",
                        entry.getValueNode(),
                        image,
                        "%s is no digest.".formatted(Quoted.of(digest)),
                        "write \"sha256:\" and 64 hexadecimal digits, or remove the line and lock the image again.");
            } else if (digests.put(image, digest) != null) {
                findings.problem(
                        "key used twice",
                        entry.getKeyNode(),
                        image,
                        "%s is locked twice; only one of the two could count.".formatted(Quoted.of(image)),
                        "remove one of them.");
            }
        }
    }

    /**
     * Returns the text of a lock with other digests. Lines that need no change stay as they are, with their comments; new ones are put
     * where they belong by name.
     *
     * @param text the lock as it is; empty for none
     * @param digests those that are to be in it, by image with its tag; others that are in it stay
     * @param removed images whose lines are removed, with the comments right above them
     */
    public static String with(String text, Map<String, String> digests, Set<String> removed) {
        List<Block> blocks = new ArrayList<>(blocks(text.isEmpty() ? HEADER : text));
        blocks.removeIf(block -> block.image != null && removed.contains(block.image));
        Set<String> known = new TreeSet<>();
        blocks.replaceAll(block -> {
            Optional<String> digest = Optional.ofNullable(block.image).map(digests::get);
            digest.ifPresent(there -> known.add(block.image()));
            return digest.map(block::with).orElse(block);
        });
        new TreeMap<>(digests).forEach((image, digest) -> {
            if (!known.contains(image)) {
                int place = 0;
                while (place < blocks.size() && !blocks.get(place).isAfter(image)) {
                    place++;
                }
                blocks.add(place, new Block(List.of(image + ": " + digest), image));
            }
        });
        return blocks.stream().flatMap(block -> block.lines.stream()).collect(joining("\n", "", "\n"));
    }

    /** A line that locks an image, with the comments right above it; or other lines. */
    private record Block(List<String> lines, @Nullable String image) {

        boolean isAfter(String other) {
            return image != null && image.compareTo(other) > 0;
        }

        Block with(String digest) {
            int last = lines.size() - 1;
            Matcher entry = ENTRY.matcher(lines.get(last));
            String changed = entry.matches()
                    ? entry.group("quote") + image + entry.group("quote") + ":" + entry.group("space")
                            + entry.group("quoted") + digest + entry.group("quoted") + entry.group("rest")
                    : image + ": " + digest;
            return new Block(
                    Stream.concat(lines.subList(0, last).stream(), Stream.of(changed))
                            .toList(),
                    image);
        }
    }

    private static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher entry = ENTRY.matcher(line);
            open.add(line);
            if (entry.matches() || !line.startsWith("#")) {
                blocks.add(new Block(List.copyOf(open), entry.matches() ? entry.group("image") : null));
                open.clear();
            }
        }
        if (!open.isEmpty()) {
            blocks.add(new Block(open, null));
        }
        return blocks;
    }

    private static boolean isImage(String text) {
        return text.matches(ImageName.FORM) && !text.contains("@");
    }
}
