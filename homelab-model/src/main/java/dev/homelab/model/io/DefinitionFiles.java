// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.problem.Where;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads files and lists folders of definitions; what cannot be read is a problem. */
final class DefinitionFiles {

    static final String ENDING = ".yaml";

    private static final String NO_FILE = "it is no file";

    private DefinitionFiles() {}

    /** Returns the text of a file, unless it leads out of the repository, is too large or cannot be read. */
    static Optional<String> within(Repository repository, Path file, List<Problem> problems) {
        Optional<String> refusal = repository.refusal(file);
        refusal.ifPresent(reason -> problems.add(unreadable(file, reason, "put the file itself here.")));
        return refusal.isPresent() ? Optional.empty() : text(file, problems);
    }

    /** Returns the text of a file, unless it is too large or cannot be read, which is added to the problems. */
    static Optional<String> text(Path file, List<Problem> problems) {
        try (InputStream content = content(file)) {
            byte[] bytes =
                    content.readNBytes(YamlFile.MOST_BYTES + 1); // some files say that they are empty, and never end
            if (bytes.length > YamlFile.MOST_BYTES) {
                FileProblems findings = new FileProblems(file.toString());
                YamlFile.tooLarge(findings);
                problems.addAll(findings.problems());
                return Optional.empty();
            }
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            problems.add(unreadable(file, "it is not UTF-8 text", "save it as UTF-8."));
        } catch (IOException e) {
            problems.add(unreadable(file, reason(e), "check that it is there and may be read."));
        }
        return Optional.empty();
    }

    /** A device or a pipe might never end. */
    private static InputStream content(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(file.toString(), null, NO_FILE);
        }
        return Files.newInputStream(file);
    }

    /** Returns what is wanted of a folder, in order; that it cannot be read is added to the problems. */
    static List<Path> entries(Path folder, Predicate<Path> wanted, List<Problem> problems) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(wanted).sorted().toList();
        } catch (IOException e) {
            problems.add(unreadable(folder, reason(e), "name the folder of your services.")
                    .with(Remedy.of(Remedy.Kind.NAME_SERVICES)));
            return List.of();
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "it is not there";
        }
        if (e instanceof FileSystemException special && NO_FILE.equals(special.getReason())) {
            return NO_FILE;
        }
        if (e instanceof NotDirectoryException) {
            return "it is no folder";
        }
        return e instanceof AccessDeniedException ? "you may not" : e.getClass().getSimpleName();
    }

    static Problem unreadable(Path file, String reason, String fix) {
        return new Problem(
                "file not readable",
                new Where.InFile(file.toString(), 1, 1, ""),
                "\"%s\" cannot be read: %s.".formatted(file, reason),
                fix);
    }
}
