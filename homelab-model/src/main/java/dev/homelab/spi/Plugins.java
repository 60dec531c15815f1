// SPDX-License-Identifier: Apache-2.0
package dev.homelab.spi;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import dev.homelab.model.inventory.DefinitionKinds;
import dev.homelab.model.inventory.TargetKind;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Everything that plugs into one homelab.
 *
 * @param adapters one for each kind of target
 * @param notifiers one for each key under {@code notify:}
 * @param secretSources one for each scheme of references to secrets
 * @param problems what could not be loaded
 */
public record Plugins(
        List<Adapter<?>> adapters,
        List<NotifierFactory<?>> notifiers,
        List<SecretSource> secretSources,
        List<Problem> problems) {

    public Plugins {
        adapters = List.copyOf(adapters);
        notifiers = List.copyOf(notifiers);
        secretSources = List.copyOf(secretSources);
        problems = List.copyOf(problems);
    }

    /** Finds those on the class path. */
    public static Plugins found() {
        return found(Plugins.class.getClassLoader());
    }

    /** Finds those that a class loader and its parents offer by {@code META-INF/services}. */
    public static Plugins found(ClassLoader loader) {
        return found(loader, type -> true);
    }

    /**
     * Finds those of them whose classes are accepted. No code of the others is run.
     *
     * @param accepted whether a class may be used
     */
    public static Plugins found(ClassLoader loader, Predicate<Class<?>> accepted) {
        List<Adapter<?>> adapters = new ArrayList<>();
        List<NotifierFactory<?>> notifiers = new ArrayList<>();
        List<SecretSource> sources = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        load(Adapter.class, loader, accepted, adapters::add, problems);
        load(NotifierFactory.class, loader, accepted, notifiers::add, problems);
        load(SecretSource.class, loader, accepted, sources::add, problems);
        return new Plugins(adapters, notifiers, sources, problems);
    }

    /** One that cannot be loaded hides none of another type. */
    private static <T> void load(
            Class<T> type,
            ClassLoader loader,
            Predicate<Class<?>> accepted,
            Consumer<T> taker,
            List<Problem> problems) {
        try {
            ServiceLoader.load(type, loader).stream()
                    .filter(provider -> accepted.test(provider.type()))
                    .map(ServiceLoader.Provider::get)
                    .forEach(taker);
        } catch (ServiceConfigurationError | LinkageError e) {
            problems.add(new Problem(
                    "plugin not loadable",
                    Where.nowhere(),
                    "a class that a plugin names in META-INF/services cannot be used: %s.".formatted(e.getMessage()),
                    "use a release of the plugin that is built for this version of homelab, or remove it."));
        }
    }

    /** Returns these and an adapter. */
    public Plugins with(Adapter<?> adapter) {
        List<Adapter<?>> all = new ArrayList<>(adapters);
        all.add(adapter);
        return new Plugins(all, notifiers, secretSources, problems);
    }

    /** Returns these and a way to send notifications. */
    public Plugins with(NotifierFactory<?> notifier) {
        List<NotifierFactory<?>> all = new ArrayList<>(notifiers);
        all.add(notifier);
        return new Plugins(adapters, all, secretSources, problems);
    }

    /** Returns these and a source of secrets, instead of that of the same scheme if there is one. */
    public Plugins with(SecretSource source) {
        List<SecretSource> all = new ArrayList<>(secretSources);
        all.removeIf(other -> other.scheme().equals(source.scheme()));
        all.add(source);
        return new Plugins(adapters, notifiers, all, problems);
    }

    /** Returns what definitions may name, as their reader needs it. */
    public DefinitionKinds kinds() {
        List<TargetKind> targets = new ArrayList<>();
        adapters.forEach(adapter -> targets.add(adapter.targetKind()));
        Map<String, Class<? extends Record>> channels = new TreeMap<>();
        notifiers.forEach(notifier -> channels.put(notifier.key(), notifier.settings()));
        return new DefinitionKinds(
                targets,
                channels,
                secretSources.stream().map(SecretSource::scheme).collect(toSet()));
    }

    /** Returns what could not be loaded, and what two plugins both claim. */
    public List<Problem> check() {
        List<Problem> found = new ArrayList<>(problems);
        found.addAll(clashes("kind", adapters, Adapter::kind));
        found.addAll(clashes("notify", notifiers, NotifierFactory::key));
        found.addAll(clashes("secret scheme", secretSources, SecretSource::scheme));
        return found;
    }

    private static <T> List<Problem> clashes(String what, List<T> all, Function<T, String> name) {
        return all.stream().collect(groupingBy(name, TreeMap::new, toList())).entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> new Problem(
                        "two plugins for one name",
                        Where.nowhere(),
                        "%s \"%s\" is provided by %s and by %s."
                                .formatted(
                                        what,
                                        entry.getKey(),
                                        entry.getValue().get(0).getClass().getName(),
                                        entry.getValue().get(1).getClass().getName()),
                        "remove one of the two plugins."))
                .toList();
    }
}
