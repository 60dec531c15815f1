// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import static java.util.stream.Collectors.toSet;

import dev.homelab.adapter.glance.page.Group;
import dev.homelab.adapter.glance.page.Mark;
import dev.homelab.adapter.glance.page.PageFile;
import dev.homelab.adapter.glance.page.Site;
import dev.homelab.adapter.glance.page.Tile;
import dev.homelab.adapter.glance.page.TileKeys;
import dev.homelab.model.Definition;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Existing;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The tiles of one Glance. Writes each page's file at most once per batch, since Glance restarts each time. */
final class GlanceSession implements Session<Tile> {

    private final GlanceFolder folder;
    private final GlanceProblems problems;
    private final Optional<GlanceHealth> health;
    private final String homelab;

    GlanceSession(GlanceFolder folder, GlanceProblems problems, Optional<GlanceHealth> health) {
        this.folder = folder;
        this.problems = problems;
        this.health = health;
        this.homelab = problems.mark().homelab();
    }

    @Override
    public List<Observed<Tile>> observe() {
        folder.fetch();
        TileKeys keys = new TileKeys();
        List<Observed<Tile>> tiles = new ArrayList<>();
        // ours come first, for their keys are fixed
        for (boolean ours : new boolean[] {true, false}) {
            for (String page : folder.pages()) {
                PageFile file = folder.look(page);
                file.wholes()
                        .forEach(widget -> widget.mark()
                                .filter(mark -> isOurs(mark) == ours)
                                .ifPresent(mark -> keys.free(mark)
                                        .ifPresent(key -> tiles.add(
                                                new Observed<>(widget.tile(key, page), Optional.of(mark.owner()))))));
                for (Group group : file.groups()) {
                    group.sites().stream()
                            .filter(site -> isOurs(site) == ours)
                            .forEach(site -> keys.free(site, page, group)
                                    .ifPresent(key -> tiles.add(new Observed<>(
                                            group.tile(site, key, page),
                                            site.mark().map(Mark::owner)))));
                }
            }
        }
        return List.copyOf(tiles);
    }

    /** Judges by what {@link #observe} has seen. */
    @Override
    public List<Problem> preflight(List<Desired<Tile>> desired) {
        if (desired.isEmpty()) {
            return List.of();
        }
        if (!folder.hasConfiguration()) {
            return List.of(problems.noConfiguration());
        }
        List<String> included = folder.included();
        List<String> pages =
                desired.stream().map(want -> want.resource().page()).distinct().toList();
        Stream<Problem> missing = pages.stream()
                .map(PageFiles::name)
                .filter(file -> !included.contains(file))
                .map(problems::notIncluded);
        return Stream.concat(missing, pages.stream().flatMap(page -> folder.problem(page).stream()))
                .toList();
    }

    @Override
    public Existing existing(List<Definition> definitions, Inventory inventory) {
        return new ExistingTiles(folder.texts(), problems.directory()).existing(definitions, inventory);
    }

    /** A new tile may stand in a file of a person, too. */
    @Override
    public List<Problem> warnings(List<Change<Tile>> changes) {
        Set<String> urls = changes.stream()
                .filter(change -> change.shape() == Change.Shape.CREATE)
                .map(change -> change.resource().url())
                .collect(toSet());
        return urls.isEmpty()
                ? List.of()
                : new ExistingTiles(folder.texts(), problems.directory())
                        .removals(urls).stream().map(problems::shownTwice).toList();
    }

    @Override
    public List<Outcome<Tile>> apply(Batch<Tile> batch) {
        boolean wasGood = health.filter(GlanceHealth::isGood).isPresent();
        Map<String, List<Problem>> broken = new TreeMap<>();
        folder.fetch();
        pagesOf(batch).forEach(page -> {
            try {
                folder.write(page, changed(folder.take(page), page, batch));
            } catch (TargetException e) {
                broken.put(page, e.problems());
            }
        });
        if (wasGood && !folder.unjudged().isEmpty()) {
            broken.putAll(notBack());
        }
        return batch.changes().stream().map(change -> outcome(change, broken)).toList();
    }

    /** Waits for Glance to restart with a file that was not validated, and rolls the file back if it does not. */
    private Map<String, List<Problem>> notBack() {
        Set<String> pages = folder.unjudged();
        if (health.filter(GlanceHealth::comesBack).isPresent()) {
            folder.keep();
            return Map.of();
        }
        Map<String, List<Problem>> why = new TreeMap<>();
        List<Problem> notWritten = rollBack();
        pages.forEach(page -> why.put(
                page,
                Stream.concat(
                                Stream.of(problems.notBack(PageFiles.name(page), notWritten.isEmpty())),
                                notWritten.stream())
                        .toList()));
        return why;
    }

    /** Returns why that did not succeed. */
    private List<Problem> rollBack() {
        try {
            folder.rollBack();
            return List.of();
        } catch (TargetException e) {
            return e.problems();
        }
    }

    @Override
    public void close() {
        // the connection is the run's
    }

    private Stream<String> pagesOf(Batch<Tile> batch) {
        return batch.changes().stream()
                .flatMap(GlanceSession::pagesOf)
                .distinct()
                .sorted();
    }

    private static Stream<String> pagesOf(Change<Tile> change) {
        return Stream.of(change.before(), change.after())
                .flatMap(Optional::stream)
                .map(picture -> picture.resource().page());
    }

    private PageFile changed(PageFile content, String page, Batch<Tile> batch) {
        PageFile changed = content;
        for (Change<Tile> change : batch.changes()) {
            Predicate<Mark> old = mark -> isAbout(change, mark);
            Optional<Observed<Tile>> here =
                    change.after().filter(after -> after.resource().page().equals(page));
            changed = here.isPresent()
                    ? changed.with(here.get().resource(), here.get().owner(), old)
                    : changed.without(old);
        }
        return changed;
    }

    /** Whether a mark is on what a change found, or on what this homelab has put in its place. */
    private boolean isAbout(Change<Tile> change, Mark mark) {
        return mark.key().equals(change.key())
                && (isOurs(mark)
                        || Optional.of(mark.owner()).equals(change.before().flatMap(Observed::owner)));
    }

    private boolean isOurs(Mark mark) {
        return mark.owner().homelab().equals(homelab);
    }

    private boolean isOurs(Site site) {
        return site.mark().filter(this::isOurs).isPresent();
    }

    private static Outcome<Tile> outcome(Change<Tile> change, Map<String, List<Problem>> broken) {
        List<Problem> why = pagesOf(change)
                .distinct()
                .flatMap(page -> broken.getOrDefault(page, List.of()).stream())
                .toList();
        return why.isEmpty() ? Outcome.applied(change) : Outcome.failed(change, why);
    }
}
