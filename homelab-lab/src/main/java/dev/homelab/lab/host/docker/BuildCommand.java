// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.lab.host.compose.ComposeException;
import dev.homelab.lab.host.shell.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The command {@code docker build} of the classic builder: it reads the Dockerfile, pulls what that builds on, looks for what it copies,
 * and runs nothing.
 */
final class BuildCommand {

    private final Engine engine;
    private final Function<String, Path> host;

    BuildCommand(Engine engine, Function<String, Path> host) {
        this.engine = engine;
        this.host = host;
    }

    Output run(List<String> rest) {
        Arguments options = Arguments.all(
                rest, Set.of("-t", "--tag", "-f", "--file", "--target", "--build-arg"), Set.of("-q", "--quiet"));
        if (options.words().size() != 1) {
            return Output.failure(1, "\"docker build\" requires exactly 1 argument.");
        }
        return build(
                options.value("-t").orElse(""),
                options.words().get(0),
                options.value("-f"),
                options.value("--target").orElse(""));
    }

    /** Builds what a Compose file has. */
    Output run(String image, JsonNode build) {
        String context =
                build.isTextual() ? build.asText() : build.path("context").asText();
        Optional<String> dockerfile = Optional.of(build.path("dockerfile").asText())
                .filter(path -> !path.isEmpty())
                .map(path -> isGit(context) ? path : context + "/" + path);
        return build(image, context, dockerfile, build.path("target").asText());
    }

    private Output build(String image, String context, Optional<String> dockerfile, String target) {
        List<String> steps = isGit(context) ? List.of("FROM scratch") : steps(context, dockerfile);
        StringBuilder said = new StringBuilder("Sending build context to Docker daemon\n");
        Set<String> stages = new HashSet<>(Set.of("scratch"));
        for (int i = 0; i < steps.size(); i++) {
            String step = steps.get(i);
            said.append("Step %d/%d : %s\n".formatted(i + 1, steps.size(), step));
            Optional<String> failure = failure(step, context, stages)
                    .or(() -> engine.images()
                            .buildError(image)
                            .filter(words -> step.startsWith("RUN") || isGit(context)));
            if (failure.isPresent()) {
                return Output.of(said.toString()).then(Output.failure(1, failure.get()));
            }
        }
        if (!target.isEmpty() && !stages.contains(target.toLowerCase(Locale.ROOT))) {
            return Output.of(said.toString())
                    .then(Output.failure(1, "failed to reach build target %s in Dockerfile".formatted(target)));
        }
        engine.store().built(image);
        return Output.of(said + "Successfully tagged " + image + "\n");
    }

    private List<String> steps(String context, Optional<String> dockerfile) {
        if (!Files.isDirectory(host.apply(context))) {
            throw new ComposeException(1, "unable to prepare context: path \"%s\" not found".formatted(context));
        }
        String path = dockerfile.orElse(context + "/Dockerfile");
        try {
            List<String> steps = new ArrayList<>();
            for (String line : Files.readAllLines(host.apply(path))) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    steps.add(line.strip());
                }
            }
            return steps;
        } catch (IOException e) {
            throw new ComposeException(
                    1,
                    "unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat %s: no such file or directory"
                            .formatted(path));
        }
    }

    private Optional<String> failure(String step, String context, Set<String> stages) {
        String[] words = step.split("\\s+", -1);
        switch (words[0].toUpperCase(Locale.ROOT)) {
            case "FROM" -> {
                if (!stages.contains(words[1].toLowerCase(Locale.ROOT))) {
                    try {
                        engine.store().need(words[1]);
                    } catch (ComposeException e) {
                        return Optional.of(String.valueOf(e.getMessage()));
                    }
                }
                if (words.length > 3) {
                    stages.add(words[3].toLowerCase(Locale.ROOT));
                }
                return Optional.empty();
            }
            case "COPY", "ADD" -> {
                boolean isMissing = !words[1].startsWith("-")
                        && !words[1].contains("*")
                        && !isGit(context)
                        && !Files.exists(host.apply(context + "/" + words[1]));
                return isMissing
                        ? Optional.of(
                                "COPY failed: file not found in build context or excluded by .dockerignore: stat %s: file does not exist"
                                        .formatted(words[1]))
                        : Optional.empty();
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    private static boolean isGit(String context) {
        return context.contains("://") || context.startsWith("git@");
    }
}
