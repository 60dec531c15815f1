// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.live;

import static java.util.stream.Collectors.toMap;

import dev.homelab.model.Catalog;
import dev.homelab.model.Completion;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.Widget;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Positions;
import dev.homelab.provision.Existing;
import dev.homelab.provision.Existing.Part;
import dev.homelab.runner.UnmanagedReader;
import dev.homelab.runner.importer.Conversion;
import dev.homelab.runner.importer.DefinitionText;
import dev.homelab.runner.importer.Language;
import dev.homelab.runner.importer.MovedSecret;
import dev.homelab.runner.importer.live.TargetFindings.Loss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds to definitions of imported services what targets hold of them. The identity provider is asked first, since a service that is
 * signed in to at the proxy is routed and shown in another way.
 */
public final class TargetImport {

    private static final String FORWARD_AUTH = "forward-auth";
    private static final String TITLE = "title";
    private static final String WIDGET = "widget";

    private final UnmanagedReader targets;
    private final String category;
    private final Set<String> signIns;
    private final List<Definition> others;
    private final Map<ServiceName, Conversion> conversions = new LinkedHashMap<>();
    private final Map<String, TargetFindings> findings = new LinkedHashMap<>();

    private TargetImport(
            List<Conversion> conversions,
            List<Definition> others,
            String category,
            Set<String> signIns,
            UnmanagedReader targets) {
        conversions.forEach(one -> this.conversions.put(one.name(), one));
        this.others = others;
        this.category = category;
        this.signIns = signIns;
        this.targets = targets;
    }

    /**
     * What it came to.
     *
     * @param conversions the same with what targets hold
     * @param targets what each target holds
     */
    public record Result(List<Conversion> conversions, List<TargetFindings> targets) {

        public Result {
            conversions = List.copyOf(conversions);
            targets = List.copyOf(targets);
        }
    }

    /**
     * Asks all targets.
     *
     * @param conversions new definitions
     * @param others definitions of imported services that are there already, with everything filled in; nothing is added to those
     * @param category the new ones are to be in
     * @param signIns the middlewares, as routes name them, that ask visitors to sign in; a service with a sign-in of its own does without
     */
    public static Result of(
            List<Conversion> conversions,
            List<Definition> others,
            String category,
            Set<String> signIns,
            UnmanagedReader targets) {
        TargetImport all = new TargetImport(conversions, others, category, signIns, targets);
        return all.result();
    }

    private Result result() {
        ask(Wave.IDENTITY);
        conversions.replaceAll((name, conversion) -> withoutMiddleware(conversion));
        ask(Wave.ROUTING);
        ask(Wave.NAMING);
        ask(Wave.PRESENTATION);
        targets.unavailable()
                .forEach((target, problems) ->
                        findings.put(target, new TargetFindings(target, List.of(), List.of(), 0, List.of(), problems)));
        return new Result(List.copyOf(conversions.values()), List.copyOf(findings.values()));
    }

    private void ask(Wave wave) {
        targets.existing(wave, definitions())
                .forEach((target, existing) -> findings.put(target, added(target, existing)));
    }

    /** Returns the definitions as they are by now; a part that is not valid yet is missing in them. */
    private List<Definition> definitions() {
        List<Definition> written = new ArrayList<>();
        conversions
                .values()
                .forEach(conversion -> CatalogReader.definition(
                                DefinitionText.of(conversion), category, conversion.name() + ".yaml", new ArrayList<>())
                        .ifPresent(written::add));
        List<Definition> all =
                new ArrayList<>(Completion.of(new Catalog(targets.inventory(), Positions.of(category), written))
                        .definitions());
        all.addAll(others);
        return all;
    }

    private TargetFindings added(String target, Existing existing) {
        List<Loss> lost = new ArrayList<>();
        for (Part part : existing.parts()) {
            part.notCarried()
                    .forEach((key, reason) -> lost.add(new Loss(part.service().value(), key, reason)));
            conversions.computeIfPresent(part.service(), (name, conversion) -> with(conversion, target, part, lost));
        }
        conversions.replaceAll((name, conversion) -> withShortForms(conversion));
        return new TargetFindings(target, existing.parts(), lost, existing.others(), existing.removals(), List.of());
    }

    private static Conversion with(Conversion conversion, String target, Part part, List<Loss> lost) {
        Map<String, Object> definition = new LinkedHashMap<>(conversion.definition());
        Map<String, Object> keys = new LinkedHashMap<>(part.keys());
        List<MovedSecret> secrets = new ArrayList<>(conversion.secrets());
        part.secrets().forEach((path, value) -> {
            if (!value.isEmpty()) {
                refer(keys, path, conversion, target + " " + part.resource(), value, secrets);
            }
        });
        if (definition.containsKey("sso")
                && !definition.containsKey(TITLE)
                && keys.get(WIDGET) instanceof List<?> tiles) {
            keys.put(WIDGET, titled(tiles, keys.remove(TITLE)));
        }
        keys.forEach((key, value) -> {
            Object present = definition.get(key);
            if (present != null && value instanceof List<?> more) {
                List<Object> all = new ArrayList<>(present instanceof List<?> list ? list : List.of(present));
                more.stream().filter(one -> !all.contains(one)).forEach(all::add);
                definition.put(key, all);
            } else if (present == null) {
                definition.put(key, value);
            } else if (!present.equals(value)) {
                lost.add(new Loss(
                        part.service().value(),
                        part.resource() + " " + key,
                        "It is %s here, and the definition says %s already.".formatted(value, present)));
            }
        });
        return conversion.withSecrets(Language.ordered(Service.class, definition), secrets);
    }

    /** People read the title of the service at the sign-in, where it is what it is; so another one is the tile's own. */
    private static List<Object> titled(List<?> tiles, @Nullable Object title) {
        List<Object> all = new ArrayList<>();
        for (Object tile : tiles) {
            Map<String, Object> keys = copy(tile);
            if (title != null) {
                keys.putIfAbsent(TITLE, title);
            }
            all.add(Language.ordered(Widget.class, keys));
        }
        return all;
    }

    /** A single tile stands without brackets. */
    private static Conversion withShortForms(Conversion conversion) {
        if (!(conversion.definition().get(WIDGET) instanceof List<?> tiles) || tiles.size() != 1) {
            return conversion;
        }
        Map<String, Object> definition = new LinkedHashMap<>(conversion.definition());
        definition.put(WIDGET, tiles.get(0));
        return conversion.withSecrets(definition, conversion.secrets());
    }

    /** Refers to a secret by the name of the variable that holds the same one already, or by one of its own. */
    private static void refer(
            Map<String, Object> keys,
            String path,
            Conversion conversion,
            String place,
            String value,
            List<MovedSecret> secrets) {
        String name = (conversion.name() + "_" + path.replaceAll("([A-Z])", "_$1"))
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]+", "_");
        Optional<MovedSecret> same =
                secrets.stream().filter(one -> one.value().equals(value)).findFirst();
        MovedSecret secret = same.orElseGet(() -> new MovedSecret(name, place, value));
        if (same.isEmpty()) {
            secrets.add(secret);
        }
        put(keys, List.of(path.split("\\.", -1)), "env:" + secret.variable());
    }

    private static void put(Map<String, Object> keys, List<String> path, Object value) {
        if (path.size() == 1) {
            keys.put(path.get(0), value);
            return;
        }
        Map<String, Object> within = copy(keys.get(path.get(0)));
        put(within, path.subList(1, path.size()), value);
        keys.put(path.get(0), within);
    }

    /** A sign-in of its own asks visitors by a middleware of its own. */
    private Conversion withoutMiddleware(Conversion conversion) {
        boolean isGuarded = copy(conversion.definition().get("sso"))
                .getOrDefault("kind", "")
                .equals(FORWARD_AUTH);
        if (!isGuarded || !(conversion.definition().get("routes") instanceof List<?> routes)) {
            return conversion;
        }
        boolean hasDefaults =
                !targets.inventory().defaultsOrNone().middlewares().isEmpty();
        List<Object> changed = new ArrayList<>();
        for (Object route : routes) {
            Map<String, Object> keys = copy(route);
            if (keys.get("middlewares") instanceof List<?> names) {
                List<?> left = names.stream()
                        .filter(name -> !signIns.contains(bare(String.valueOf(name))))
                        .toList();
                if (left.isEmpty() && !hasDefaults) {
                    keys.remove("middlewares");
                } else {
                    keys.put("middlewares", left);
                }
            }
            changed.add(keys);
        }
        Map<String, Object> definition = new LinkedHashMap<>(conversion.definition());
        definition.put("routes", changed);
        return conversion.withSecrets(definition, conversion.secrets());
    }

    private static String bare(String name) {
        return name.replaceFirst("@.*", "");
    }

    private static Map<String, Object> copy(@Nullable Object map) {
        return map instanceof Map<?, ?> keys
                ? keys.entrySet().stream()
                        .collect(toMap(
                                entry -> String.valueOf(entry.getKey()),
                                Map.Entry::getValue,
                                (one, other) -> other,
                                LinkedHashMap::new))
                : new LinkedHashMap<>();
    }
}
