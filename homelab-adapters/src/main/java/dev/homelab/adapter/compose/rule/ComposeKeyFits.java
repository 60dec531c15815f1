// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.rule;

import dev.homelab.adapter.compose.rule.ComposeSchema.Misfit;
import dev.homelab.model.Catalog;
import dev.homelab.model.container.Container;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keys under {@code compose} are known to Compose and have no key of their own in a definition; Compose takes their values. */
final class ComposeKeyFits implements Rule {

    private static final String REFERENCE = "https://docs.docker.com/reference/compose-file/services/#";

    /** Keys of a definition that are no keys of Compose, or say another thing there. */
    private static final Set<String> OURS_ALONE = Set.of("files", "resources", "compose");

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(DefinitionParts::containers)
                .flatMap(part -> part.value().compose().entrySet().stream()
                        .flatMap(entry -> problems(part, entry.getKey(), entry.getValue())))
                .toList();
    }

    private static Stream<Problem> problems(Part<Container> part, String key, @Nullable Object value) {
        if (!ComposeSchema.keys().contains(key) || wordOf(key).isPresent()) {
            return Stream.of(wordOf(key)
                    .map(word -> hasWord(part, key, word))
                    .orElseGet(() -> unknown(part, key, ComposeSchema.keys())));
        }
        return value == null
                ? Stream.empty()
                : ComposeSchema.misfits(key, value).stream().map(misfit -> problem(part, key, misfit));
    }

    /** Returns the key of a definition that says the same as one of Compose, if there is one. */
    static Optional<String> wordOf(String key) {
        return switch (key) {
            case "mem_limit" -> Optional.of("resources.memory");
            case "cpus" -> Optional.of("resources.cpus");
            default ->
                Stream.of(Container.class.getRecordComponents())
                        .map(component -> component.getName())
                        .filter(name ->
                                !OURS_ALONE.contains(name) && inSnakeCase(name).equals(key))
                        .findFirst();
        };
    }

    private static String inSnakeCase(String name) {
        StringBuilder word = new StringBuilder();
        name.chars()
                .forEach(letter -> word.append(Character.isUpperCase(letter) ? "_" : "")
                        .appendCodePoint(Character.toLowerCase(letter)));
        return word.toString();
    }

    private static Problem unknown(Part<Container> part, String key, Set<String> known) {
        return problem(
                part,
                key,
                "unknown key",
                "a container cannot have the Compose key \"%s\".".formatted(key),
                Spelling.nearest(key, known)
                        .map("write \"%s\", if that is what you mean."::formatted)
                        .orElse("remove it; the keys here are %s.".formatted(String.join(", ", known))));
    }

    private static Problem hasWord(Part<Container> part, String key, String word) {
        return problem(
                part,
                key,
                "key has a dedicated form",
                "a definition says \"%s\" as \"%s\"; there is one form for each thing.".formatted(key, word),
                "write \"%s\" %s \"image\", and remove it here."
                        .formatted(word, word.equals("build") ? "in the place of" : "beside"));
    }

    private static Problem problem(Part<Container> part, String key, Misfit misfit) {
        String place = key + misfit.path();
        return problem(
                part,
                place,
                "value not valid for compose",
                "\"%s\" %s.".formatted(place, misfit.complaint()),
                Spelling.nearest(place.substring(place.lastIndexOf('.') + 1), misfit.known())
                        .map("write \"%s\", if that is what you mean."::formatted)
                        .orElse("correct it; Compose describes this key here:\n\n  " + REFERENCE + key));
    }

    private static Problem problem(Part<Container> part, String place, String summary, String detail, String fix) {
        return new Problem(summary, part.definition().positions().at(part.path() + ".compose." + place), detail, fix);
    }
}
