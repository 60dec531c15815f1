// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import dev.homelab.adapter.glance.page.Group;
import dev.homelab.adapter.glance.page.PageFile;
import dev.homelab.adapter.glance.page.Site;
import dev.homelab.adapter.glance.page.Tile;
import dev.homelab.adapter.glance.page.TileKeys;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Owner;
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
                for (Group group : folder.look(page).groups()) {
                    group.sites().stream()
                            .filter(site -> isOurs(site) == ours)
                            .forEach(site -> keys.free(site, page, group)
                                    .ifPresent(key ->
                                            tiles.add(new Observed<>(group.tile(site, key, page), site.owner()))));
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
            Predicate<Site> old = site -> isAbout(change, site);
            Optional<Site> replaced = changed.find(old);
            changed = changed.without(old);
            Optional<Observed<Tile>> here =
                    change.after().filter(after -> after.resource().page().equals(page));
            if (here.isPresent()) {
                Tile tile = here.get().resource();
                changed = changed.with(
                        tile.group(), tile.bookmark(), Site.of(tile, here.get().owner(), replaced));
            }
        }
        return changed;
    }

    /** Whether a site is what a change found, or what this homelab has put in its place. */
    private boolean isAbout(Change<Tile> change, Site site) {
        Optional<Owner> owner = site.owner();
        return owner.isPresent()
                && owner.get().service().value().equals(change.key())
                && (isOurs(site) || owner.equals(change.before().flatMap(Observed::owner)));
    }

    private boolean isOurs(Site site) {
        return site.owner().filter(owner -> owner.homelab().equals(homelab)).isPresent();
    }

    private static Outcome<Tile> outcome(Change<Tile> change, Map<String, List<Problem>> broken) {
        List<Problem> why = pagesOf(change)
                .distinct()
                .flatMap(page -> broken.getOrDefault(page, List.of()).stream())
                .toList();
        return why.isEmpty() ? Outcome.applied(change) : Outcome.failed(change, why);
    }
}
