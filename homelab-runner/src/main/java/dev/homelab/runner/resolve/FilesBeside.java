// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.resolve;

import dev.homelab.model.Definition;
import dev.homelab.model.io.Repository;
import dev.homelab.model.pattern.Patterns;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the files beside a definition that its containers mount; what is malformed about them is reported elsewhere. */
final class FilesBeside {

    private static final long MOST_BYTES = 1 << 20;

    private final Definition definition;
    private final Path file;
    private final List<Problem> problems;
    private final List<Problem> warnings;
    private @Nullable Repository repository;

    /**
     * Reads for this definition.
     *
     * @param problems is added one for each file that cannot be had
     * @param warnings is added one for each file that is hardly what was meant
     */
    FilesBeside(Definition definition, List<Problem> problems, List<Problem> warnings) {
        this.warnings = warnings;
        this.definition = definition;
        this.file = Path.of(definition.positions().file());
        this.problems = problems;
    }

    /** Most definitions mount no file, and need not know. */
    private Repository repository() {
        if (repository == null) {
            repository = Repository.around(services(file.toAbsolutePath()));
        }
        return repository;
    }

    /** Returns the folder with the folder of the category in it. */
    private static Path services(Path file) {
        Path category = Optional.ofNullable(file.getParent()).orElse(file);
        return Optional.ofNullable(category.getParent()).orElse(category);
    }

    /** Returns the texts by the path of the file from the definition on. */
    Map<String, String> read() {
        Map<String, String> texts = new TreeMap<>();
        DefinitionParts.containers(definition)
                .forEach(container -> container.value().files().keySet().stream()
                        .filter(path -> path.matches(Patterns.FILE_BESIDE))
                        .forEach(path -> read(path, container.path() + ".files." + path, texts)));
        return texts;
    }

    private void read(String path, String place, Map<String, String> texts) {
        Path mounted = file.resolveSibling(path);
        Where where = definition.positions().at(place);
        Optional<String> refusal = repository().refusal(mounted);
        if (refusal.isPresent()) {
            problem(where, mounted, refusal.get(), "put the file itself there.");
            return;
        }
        try {
            if (Files.size(mounted) > MOST_BYTES) {
                problem(where, mounted, "it is larger than 1 MB", "mount a folder of the host that has it instead.");
            } else {
                String text = Files.readString(mounted);
                texts.put(path, text);
                CheckedOut.judge(mounted, text, where).ifPresent(warnings::add);
            }
        } catch (NoSuchFileException e) {
            problem(where, mounted, "there is no such file", "put it there, or correct the path.");
        } catch (CharacterCodingException e) {
            problem(where, mounted, "it is not UTF-8 text", "mount a folder of the host that has it instead.");
        } catch (IOException e) {
            problem(where, mounted, e.getClass().getSimpleName(), "check that it is a file and may be read.");
        }
    }

    private void problem(Where where, Path file, String reason, String fix) {
        problems.add(new Problem(
                "mounted file not readable", where, "\"%s\" cannot be read: %s.".formatted(file, reason), fix));
    }
}
