// SPDX-License-Identifier: Apache-2.0
package dev.homelab.schema;

import dev.homelab.model.schema.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The javadoc of this project's own sources, read from the files. */
final class JavadocTexts implements Texts {

    private static final List<Path> ROOTS =
            List.of(Path.of("../homelab-model/src/main/java"), Path.of("../homelab-adapters/src/main/java"));
    private static final String JAVADOC = "/\\*\\*((?:(?!\\*/).)*)\\*/";
    private static final String ANNOTATIONS = "\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*";

    @Override
    public Optional<String> type(Class<?> type) {
        return typeDoc(type).map(JavadocTexts::withoutTags).filter(text -> !text.isBlank());
    }

    @Override
    public Optional<String> component(Class<?> record, String name) {
        return typeDoc(record).flatMap(doc -> first("@param " + name + "\\s+(.*?)(?=@param |$)", doc));
    }

    @Override
    public Optional<String> constant(Enum<?> constant) {
        return source(constant.getDeclaringClass())
                .flatMap(text -> first(JAVADOC + ANNOTATIONS + constant.name() + "\\b", text))
                .map(JavadocTexts::text)
                .map(JavadocTexts::withoutTags);
    }

    private static Optional<String> typeDoc(Class<?> type) {
        String declaration = "(?:(?:public|static|final)\\s+)*(?:record|enum|class|interface) ";
        return source(type)
                .flatMap(text -> first(JAVADOC + ANNOTATIONS + declaration + type.getSimpleName() + "\\b", text))
                .map(JavadocTexts::text);
    }

    private static Optional<String> source(Class<?> type) {
        String file = type.getName().replaceAll("\\$.*", "").replace('.', '/') + ".java";
        return ROOTS.stream()
                .map(root -> root.resolve(file))
                .filter(Files::exists)
                .findFirst()
                .map(JavadocTexts::read);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the inside of a comment on one line. */
    private static String text(String comment) {
        return comment.replaceAll("(?m)^\\s*\\* ?", "").replaceAll("\\s+", " ").strip();
    }

    private static String withoutTags(String doc) {
        return doc.replaceAll("(?s)\\s*@param .*", "").replaceAll("<pre>.*</pre>", "");
    }

    private static Optional<String> first(String regex, String text) {
        Matcher matcher = Pattern.compile(regex, Pattern.DOTALL).matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    }
}
