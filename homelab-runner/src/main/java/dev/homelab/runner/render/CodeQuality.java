// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.problem.Printable;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Problems as GitLab shows them in a merge request: a Code Quality report (GitLab 17, "Code Quality report format").
 *
 * <p>A fingerprint says where a problem stands by its YAML path, so that it stays the same when lines move.
 */
public final class CodeQuality {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path folder;
    private final ArrayNode entries = MAPPER.createArrayNode();
    private final Map<String, Integer> seen = new HashMap<>();

    private CodeQuality(Path folder) {
        this.folder = folder;
    }

    /** Returns the report, with paths relative to this folder. */
    public static String of(List<Problem> problems, List<Problem> warnings, Path folder) {
        CodeQuality report = new CodeQuality(folder);
        problems.forEach(problem -> report.add(problem, "major"));
        warnings.forEach(warning -> report.add(warning, "minor"));
        return text(report.entries);
    }

    private void add(Problem problem, String severity) {
        Where.InFile place = place(problem, folder);
        String check = problem.summary().replace(' ', '-');
        String identity = String.join("\n", check, place.file(), place.path());
        int nth = seen.merge(identity, 1, Integer::sum);
        ObjectNode entry = entries.addObject()
                .put("description", sentence(problem))
                .put("check_name", check)
                .put("fingerprint", sha256(nth == 1 ? identity : identity + "\n" + nth))
                .put("severity", severity);
        entry.putObject("location").put("path", place.file()).putObject("lines").put("begin", place.line());
    }

    private static String sentence(Problem problem) {
        return "%s: %s Fix: %s"
                .formatted(
                        problem.summary(),
                        problem.detail(),
                        CommandWords.of(problem).fix())
                .replaceAll("\\s+", " ");
    }

    private static Where.InFile place(Problem problem, Path folder) {
        if (!(problem.where() instanceof Where.InFile place)) {
            return new Where.InFile(".", 1, 1, problem.where().render());
        }
        Path file = folder.resolve(place.file()).normalize();
        Path shown = file.startsWith(folder) ? folder.relativize(file) : file;
        return new Where.InFile(shown.toString().replace('\\', '/'), place.line(), place.column(), place.path());
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256. This is a bug in homelab.", e);
        }
    }

    private static String text(ArrayNode report) {
        try {
            return Printable.block(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON cannot be written. This is a bug in homelab.", e);
        }
    }
}
