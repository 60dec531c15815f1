// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.reason;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.homelab.model.Catalog;
import dev.homelab.model.Completion;
import dev.homelab.model.Definition;
import dev.homelab.model.Inherited;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.io.ServiceWriter;
import dev.homelab.model.value.ServiceName;
import dev.homelab.runner.reason.Cause.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Everything that one service rests on, each part as something that can be compared: defaults by their value, the rest by
 * a fingerprint; that of a secret is one of its sealed form, which says nothing without the root key.
 *
 * @param parts by kind and name, such as {@code DEFAULT timeZone}
 */
public record InputFingerprint(Map<String, String> parts) {

    private static final String PREFIX = "defaults.";
    private static final String NOTHING = "nothing";
    private static final int BRIEF = "sha256:".length() + 12;

    public InputFingerprint {
        parts = Collections.unmodifiableMap(new TreeMap<>(parts));
    }

    /** Returns what every service of a catalog rests on, and every target that is about all of them. */
    public static Map<ServiceName, InputFingerprint> of(ResolvedCatalog catalog, String version) {
        return of(catalog, version, service -> true);
    }

    /** Returns what some of them rest on. */
    public static Map<ServiceName, InputFingerprint> of(
            ResolvedCatalog catalog, String version, Predicate<ServiceName> services) {
        Map<String, String> ofAll = Map.of(
                Kind.INVENTORY.name(), Fingerprint.of(catalog.inventory().toString()), Kind.TOOL.name(), version);
        Map<ServiceName, Service> written =
                catalog.valid().written().services().collect(toMap(Service::name, same -> same));
        Map<ServiceName, InputFingerprint> all = new TreeMap<>(catalog.catalog().definitions().parallelStream()
                .filter(definition -> services.test(definition.service().name()))
                .collect(toMap(definition -> definition.service().name(), definition -> {
                    Map<String, String> parts = parts(definition, written, catalog);
                    parts.putAll(ofAll);
                    return new InputFingerprint(parts);
                })));
        catalog.inventory().targets().keySet().stream()
                .filter(catalog.inventory()::isAboutAll)
                .map(ServiceName::of)
                .filter(services)
                .forEach(name -> all.putIfAbsent(name, ofAll(catalog.catalog(), ofAll)));
        return all;
    }

    private static InputFingerprint ofAll(Catalog catalog, Map<String, String> ofAll) {
        Map<String, String> parts = new TreeMap<>(ofAll);
        parts.put(
                Kind.DEFINITIONS.name(),
                Fingerprint.of(catalog.definitions().stream()
                        .map(definition -> definition.category() + " " + definition.service())
                        .collect(joining("\n"))));
        return new InputFingerprint(parts);
    }

    /** Returns the name that the service had before, if the definition says one. */
    Optional<ServiceName> formerName() {
        return Optional.ofNullable(parts.get(Kind.RENAMED.name())).map(ServiceName::of);
    }

    /** Returns what is different from an earlier basis. */
    List<Cause> since(InputFingerprint earlier) {
        Set<String> names = new TreeSet<>(parts.keySet());
        names.addAll(earlier.parts.keySet());
        List<Cause> causes = new ArrayList<>();
        for (String name : names) {
            String before = earlier.parts.getOrDefault(name, NOTHING);
            String now = parts.getOrDefault(name, NOTHING);
            if (!said(name, before).equals(said(name, now)) && !isLeftToAnotherPart(name, earlier)) {
                causes.add(cause(name, before, now));
            }
        }
        causes = causes.stream().distinct().toList();
        boolean isClear = causes.stream().anyMatch(cause -> !cause.kind().isGeneral());
        return causes.stream()
                .filter(cause -> !isClear || !cause.kind().isGeneral())
                .toList();
    }

    /** What was inherited from another file stands behind its place there, which may be another without meaning anything. */
    private static String said(String part, String text) {
        return isOfAnotherFile(part) && text.contains("\n") ? text.substring(text.indexOf('\n') + 1) : text;
    }

    private static boolean isOfAnotherFile(String part) {
        return part.startsWith(Kind.TEMPLATE.name() + " ") || part.startsWith(Kind.VALUE.name() + " ");
    }

    /**
     * A default that one of the two did not rest on is the same as ever: what the definition leaves to defaults changed. So it is with what it
     * inherits from templates, and with values.
     */
    private boolean isLeftToAnotherPart(String part, InputFingerprint earlier) {
        return (part.startsWith(Kind.DEFAULT.name() + " ") || isOfAnotherFile(part))
                && !(parts.containsKey(part) && earlier.parts.containsKey(part))
                && !Objects.equals(parts.get(Kind.DEFINITION.name()), earlier.parts.get(Kind.DEFINITION.name()));
    }

    private static Cause cause(String part, String before, String now) {
        Kind kind = Kind.valueOf(part.split(" ", 2)[0]);
        String name = part.contains(" ") ? part.split(" ", 2)[1] : "";
        return switch (kind) {
            case TEMPLATE -> new Cause(kind, placeOf(now.equals(NOTHING) ? before : now));
            case VALUE ->
                new Cause(
                        kind,
                        "%s of %s, from %s to %s"
                                .formatted(
                                        name,
                                        placeOf(now.equals(NOTHING) ? before : now),
                                        said(part, before),
                                        said(part, now)));
            case DEFAULT -> new Cause(kind, "%s, from %s to %s".formatted(name, before, now));
            case LOCK -> new Cause(kind, "%s, from %s to %s".formatted(name, brief(before), brief(now)));
            case TOOL -> new Cause(kind, "from %s to %s".formatted(before, now));
            default -> new Cause(kind, name);
        };
    }

    /** Returns as much of a digest as Docker shows. */
    private static String brief(String digest) {
        return digest.substring(0, Math.min(digest.length(), BRIEF));
    }

    private static String placeOf(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static Map<String, String> parts(
            Definition definition, Map<ServiceName, Service> allWritten, ResolvedCatalog catalog) {
        Service service = definition.service();
        Map<String, String> parts = new TreeMap<>();
        Service written = allWritten.getOrDefault(service.name(), service);
        Inherited inherited = definition.inherited();
        parts.put(
                Kind.DEFINITION.name(),
                Fingerprint.of(definition.category() + "\n"
                        + (inherited.isNothing() ? ServiceWriter.write(written) : inherited.own())));
        inherited
                .parts()
                .forEach((path, source) -> parts.put(
                        "%s %s %s".formatted(Kind.TEMPLATE, source.file(), path),
                        source.place() + "\n" + Fingerprint.of(source.text())));
        inherited
                .values()
                .forEach((name, source) -> parts.put(Kind.VALUE + " " + name, source.place() + "\n" + source.text()));
        definition.filled().values().forEach(origin -> {
            if (origin.startsWith(Completion.LOCK)) {
                String image = origin.substring(Completion.LOCK.length());
                parts.put(
                        Kind.LOCK + " " + image,
                        catalog.catalog().lock().digest(image).orElse(""));
            } else {
                parts.put(Kind.DEFAULT + " " + origin.replace(PREFIX, ""), value(catalog.inventory(), origin));
            }
        });
        catalog.files()
                .getOrDefault(service.name(), Map.of())
                .forEach((path, text) -> parts.put(Kind.FILE + " " + path, Fingerprint.of(text)));
        service.containers()
                .forEach((name, container) -> container
                        .secretTexts()
                        .forEach((place, text) -> parts.put(
                                "%s %s of %s".formatted(Kind.SECRET, place.substring(place.indexOf('.') + 1), name),
                                Fingerprint.of(text.references().stream()
                                        .map(reference -> catalog.secret(service.name(), reference)
                                                .text())
                                        .collect(joining("\n"))))));
        service.renamedFrom().ifPresent(former -> parts.put(Kind.RENAMED.name(), former.value()));
        return parts;
    }

    private static String value(Inventory inventory, String origin) {
        return switch (origin) {
            case "domain" -> inventory.domain().value();
            case "defaults.timeZone" -> inventory.defaultsOrNone().timeZone().orElse("");
            case "defaults.networks" -> inventory.defaultsOrNone().networks().toString();
            case "defaults.middlewares" ->
                inventory.defaultsOrNone().middlewares().toString();
            default -> inventory.defaultsOrNone().labels().getOrDefault(origin.replace(PREFIX + "labels.", ""), "");
        };
    }
}
