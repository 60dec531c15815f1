// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.secret;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Widget;
import dev.homelab.model.container.Container;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Positions;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What looks like a secret is referred to, not written into a definition. The problem never repeats it. */
final class NoSecretWrittenOut implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        Stream<Problem> inContainers = catalog.definitions().stream()
                .flatMap(DefinitionParts::containers)
                .flatMap(part -> Stream.of(
                                environment(part),
                                aroundSecrets(part),
                                labels(part),
                                args(part),
                                context(part),
                                logging(part),
                                words(part, "command", part.value().command()),
                                part.value()
                                        .healthcheck()
                                        .map(check -> words(part, "healthcheck.command", check.command()))
                                        .orElseGet(Stream::empty))
                        .flatMap(problems -> problems));
        Stream<Problem> inVolumes = catalog.definitions().stream().flatMap(NoSecretWrittenOut::volumes);
        Stream<Problem> inWidgets = catalog.definitions().stream().flatMap(NoSecretWrittenOut::widgets);
        return Stream.of(inContainers, inVolumes, inWidgets, defaultLabels(catalog))
                .flatMap(problems -> problems)
                .toList();
    }

    private static Stream<Problem> environment(Part<Container> container) {
        return container.value().environment().entrySet().stream()
                .filter(entry -> DefinitionParts.isThere(entry.getValue()))
                .flatMap(entry -> SecretForm.kind(entry.getKey(), entry.getValue()).stream()
                        .map(kind -> written(
                                container,
                                "environment." + entry.getKey(),
                                kind,
                                "let the container have it by reference:" + line(container, entry.getKey()))));
    }

    private static Stream<Problem> logging(Part<Container> container) {
        return container.value().logging().stream()
                .flatMap(logging -> logging.options().entrySet().stream())
                .filter(entry -> DefinitionParts.isThere(entry.getValue()))
                .flatMap(
                        entry -> SecretForm.kind(entry.getKey(), entry.getValue()).stream()
                                .map(
                                        kind -> written(
                                                container,
                                                "logging.options." + entry.getKey(),
                                                kind,
                                                "set the option for all containers in the configuration of the host's engine, daemon.json.")));
    }

    private static Stream<Problem> context(Part<Container> container) {
        return container.value().build().stream()
                .filter(build -> DefinitionParts.isThere(build.context()))
                .flatMap(build -> SecretForm.kind(build.context()).stream())
                .map(kind -> written(
                        container,
                        "build",
                        kind,
                        "let the host sign in to the repository by a file of its own, such as ~/.netrc."));
    }

    private static Stream<Problem> args(Part<Container> container) {
        return container.value().build().stream()
                .flatMap(build -> build.args().entrySet().stream())
                .filter(entry -> DefinitionParts.isThere(entry.getValue()))
                .flatMap(entry -> SecretForm.kind(entry.getKey(), entry.getValue()).stream()
                        .map(kind -> written(
                                container,
                                "build.args." + entry.getKey(),
                                kind,
                                "let the container have it while it runs:" + line(container, entry.getKey()))));
    }

    /** A password for a share is one of several options within a text, such as {@code username=films,password=...}. */
    private static Stream<Problem> volumes(Definition definition) {
        return definition.service().volumes().entrySet().stream()
                .filter(volume -> DefinitionParts.isThere(volume.getValue()))
                .flatMap(
                        volume -> volume.getValue().options().entrySet().stream()
                                .filter(option -> DefinitionParts.isThere(option.getValue()))
                                .flatMap(
                                        option -> Stream.of(option.getValue().split(",", -1))
                                                .map(part -> part.split("=", 2))
                                                .filter(part -> part.length == 2)
                                                .flatMap(part -> SecretForm.kind(part[0], part[1]).stream())
                                                .limit(1)
                                                .map(
                                                        kind -> written(
                                                                definition
                                                                        .positions()
                                                                        .at("volumes." + volume.getKey() + ".options."
                                                                                + option.getKey()),
                                                                kind,
                                                                "mount the share on the host, by its fstab, and let the container see that folder."))));
    }

    private static Stream<Problem> widgets(Definition definition) {
        List<Widget> tiles = definition.service().widget();
        return IntStream.range(0, tiles.size())
                .boxed()
                .filter(i -> DefinitionParts.isThere(tiles.get(i)))
                .flatMap(i -> within(
                        definition, "widget[" + i + "].glance", "", tiles.get(i).glance()));
    }

    private static Stream<Problem> within(Definition definition, String path, String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().flatMap(entry -> {
                String key = String.valueOf(entry.getKey());
                return within(definition, path + "." + key, key, entry.getValue());
            });
        }
        if (value instanceof List<?> list) {
            return IntStream.range(0, list.size())
                    .boxed()
                    .flatMap(i -> within(definition, path + "[" + i + "]", name, list.get(i)));
        }
        return value instanceof String text
                ? SecretForm.kind(name, text).stream()
                        .map(kind -> written(
                                definition.positions().at(path),
                                kind,
                                "let Glance fill it in from a variable of its own, such as ${API_KEY}."))
                : Stream.empty();
    }

    /** A part that stands for a secret does not make the rest of the text none. */
    private static Stream<Problem> aroundSecrets(Part<Container> container) {
        return container.value().secretTexts().entrySet().stream()
                .filter(entry -> DefinitionParts.isThere(entry.getValue()))
                .flatMap(entry -> SecretForm.kind(entry.getValue().around()).stream()
                        .map(kind -> written(
                                container,
                                entry.getKey(),
                                kind,
                                "let it stand there by reference, as the other: ${secret:env:NAME}.")));
    }

    /** Those of the inventory are reported there, and not once more for each container that gets them. */
    private static Stream<Problem> labels(Part<Container> container) {
        return container.value().labels().entrySet().stream()
                .filter(label ->
                        !container.definition().filled().containsKey(container.path() + ".labels." + label.getKey()))
                .flatMap(label -> label(container.definition().positions(), container.path() + ".labels.", label));
    }

    private static Stream<Problem> defaultLabels(Catalog catalog) {
        return catalog.inventory().defaultsOrNone().labels().entrySet().stream()
                .flatMap(label -> label(catalog.inventoryPositions(), "defaults.labels.", label));
    }

    private static Stream<Problem> label(Positions positions, String path, Map.Entry<String, String> label) {
        return Stream.of(label)
                .filter(entry -> DefinitionParts.isThere(entry.getValue()))
                .flatMap(entry -> SecretForm.kind(entry.getKey(), entry.getValue()).stream())
                .map(kind -> written(
                        positions.at(path + label.getKey()),
                        kind,
                        "let the program that reads the label find it in a place of its own."));
    }

    private static Stream<Problem> words(Part<Container> container, String path, List<String> words) {
        return IntStream.range(0, words.size())
                .filter(i -> DefinitionParts.isThere(words.get(i)))
                .boxed()
                .flatMap(i -> kind(words, i).stream()
                        .map(kind -> written(
                                container,
                                path + "[" + i + "]",
                                kind,
                                "let the program read it from a variable, by the name that it knows:"
                                        + line(container, "TOKEN"))));
    }

    /** Judges a word of a command by its own flag, as in {@code --token=...}, or by the flag before it. */
    private static Optional<String> kind(List<String> words, int index) {
        String word = words.get(index);
        int equals = word.indexOf('=');
        if (word.startsWith("-") && equals > 0) {
            return SecretForm.kind(word.substring(0, equals), word.substring(equals + 1));
        }
        String before = index == 0 ? "" : String.valueOf(words.get(index - 1));
        return before.startsWith("-") ? SecretForm.kind(before, word) : SecretForm.kind(word);
    }

    private static String line(Part<Container> container, String variable) {
        String prefix = container.service().toUpperCase(Locale.ROOT).replace('-', '_') + "_";
        return "\n\n  secrets: {%s: env:%s}"
                .formatted(variable, variable.startsWith(prefix) ? variable : prefix + variable);
    }

    private static Problem written(Part<Container> container, String path, String kind, String advice) {
        return written(container.definition().positions().at(container.path() + "." + path), kind, advice);
    }

    private static Problem written(Where where, String kind, String advice) {
        return new Problem(
                "secret written out",
                where,
                "this looks like %s. Everyone who sees the definitions would know it, and Git never forgets."
                        .formatted(kind),
                "replace it where it was made, keep the new one outside, and " + advice);
    }
}
