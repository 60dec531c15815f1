// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Folder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The tiles of one Homepage. Writes its file at most once per batch. */
final class HomepageSession implements Session<ServiceTile> {

    private final Folder folder;
    private final String homelab;
    private final HomepageProblems problems;
    private final Optional<ShownServices> shown;

    /** What {@link #observe} has read; empty before, and if there is no file. */
    private Optional<ServicesFile> seen = Optional.empty();

    HomepageSession(Folder folder, String homelab, HomepageProblems problems, Optional<ShownServices> shown) {
        this.folder = folder;
        this.homelab = homelab;
        this.problems = problems;
        this.shown = shown;
    }

    @Override
    public List<Observed<ServiceTile>> observe() {
        seen = folder.read(ServicesFile.NAME).map(ServicesFile::parse);
        return seen.map(this::observed).orElse(List.of());
    }

    private List<Observed<ServiceTile>> observed(ServicesFile file) {
        List<Observed<ServiceTile>> tiles = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        // ours come first, for their keys are fixed
        for (boolean ours : new boolean[] {true, false}) {
            file.entries().stream()
                    .filter(entry -> entry.mark().filter(this::isOurs).isPresent() == ours)
                    .forEach(entry -> entry.mark()
                            .filter(mark -> keys.add(mark.key()))
                            .ifPresent(mark -> tiles.add(Observed.ownedBy(mark.owner(), entry.tile()))));
        }
        Stream.concat(
                        file.hand().tiles().stream(),
                        file.entries().stream()
                                .filter(entry -> entry.mark().isEmpty())
                                .map(SectionEntry::tile))
                .forEach(tile -> tiles.add(Observed.unowned(withKey(tile, keys))));
        return List.copyOf(tiles);
    }

    /** Keys of entries without a mark begin with a file's name, which no service has. */
    private static ServiceTile withKey(ServiceTile tile, Set<String> taken) {
        String place = ServicesFile.NAME + "/" + tile.group() + "/" + tile.title();
        String key = place;
        for (int count = 2; !taken.add(key); count++) {
            key = place + "/" + count;
        }
        return tile.withKey(key);
    }

    /** Judges by what {@link #observe} has seen. */
    @Override
    public List<Problem> preflight(List<Desired<ServiceTile>> desired) {
        if (desired.isEmpty()) {
            return List.of();
        }
        if (seen.isEmpty()) {
            return List.of(problems.noConfiguration());
        }
        ServicesFile file = seen.get();
        return file.fault()
                .map(fault -> List.of(problems.of(fault)))
                .orElseGet(() -> desired.stream()
                        .map(want -> want.resource().group())
                        .distinct()
                        .filter(file.hand().groups()::contains)
                        .sorted()
                        .map(problems::groupTwice)
                        .toList());
    }

    /** A new tile may be an entry of a person, too. */
    @Override
    public List<Problem> warnings(List<Change<ServiceTile>> changes) {
        List<String> urls = changes.stream()
                .filter(change -> change.shape() == Change.Shape.CREATE)
                .map(change -> change.resource().url())
                .toList();
        return seen.stream()
                .flatMap(file -> file.hand().tiles().stream())
                .filter(tile -> urls.stream().anyMatch(url -> isSamePage(url, tile.url())))
                .map(problems::shownTwice)
                .toList();
    }

    private static boolean isSamePage(String one, String other) {
        return withoutSlash(one).equals(withoutSlash(other));
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public List<Outcome<ServiceTile>> apply(Batch<ServiceTile> batch) {
        List<Problem> broken = written(batch);
        return batch.changes().stream()
                .map(change -> broken.isEmpty() ? Outcome.applied(change) : Outcome.failed(change, broken))
                .toList();
    }

    /** Writes the file with all changes, unless it has the same bytes already, and returns why that did not succeed. */
    private List<Problem> written(Batch<ServiceTile> batch) {
        if (batch.changes().isEmpty()) {
            return List.of();
        }
        try {
            Optional<String> before = folder.read(ServicesFile.NAME);
            if (before.isEmpty()) {
                return batch.changes().stream()
                                .allMatch(change -> change.after().isEmpty())
                        ? List.of()
                        : List.of(problems.noConfiguration());
            }
            ServicesFile file = ServicesFile.parse(before.get());
            if (file.fault().isPresent()) {
                return List.of(problems.of(file.fault().get()));
            }
            Optional<String> after = file.text(changed(file.entries(), batch));
            if (after.isEmpty()) {
                return List.of(problems.notWritten());
            }
            if (!after.equals(before)) {
                folder.writeLike(ServicesFile.NAME, after.get(), ServicesFile.NAME);
            }
            return List.of();
        } catch (TargetException e) {
            return e.problems();
        }
    }

    private List<SectionEntry> changed(List<SectionEntry> entries, Batch<ServiceTile> batch) {
        List<SectionEntry> changed = new ArrayList<>(entries);
        for (Change<ServiceTile> change : batch.changes()) {
            List<SectionEntry> replaced = changed.stream()
                    .filter(entry ->
                            entry.mark().filter(mark -> isAbout(change, mark)).isPresent())
                    .toList();
            changed.removeAll(replaced);
            change.after().ifPresent(after -> {
                List<String> more =
                        replaced.stream().findFirst().map(SectionEntry::more).orElse(List.of());
                Optional<Mark> mark = after.owner().map(owner -> Mark.of(owner, after.key()));
                String key = mark.map(Mark::key).orElse("");
                changed.add(new SectionEntry(mark, after.resource().withKey(key), more));
            });
        }
        return changed;
    }

    /** Whether a mark is on what a change found, or on what this homelab has put in its place. */
    private boolean isAbout(Change<ServiceTile> change, Mark mark) {
        Optional<Owner> before = change.before().flatMap(Observed::owner);
        return mark.key().equals(change.key())
                && (isOurs(mark) || Optional.of(mark.owner()).equals(before));
    }

    private boolean isOurs(Mark mark) {
        return mark.owner().homelab().equals(homelab);
    }

    @Override
    public Map<ServiceName, List<CheckResult>> inspect(List<Desired<ServiceTile>> desired) {
        if (shown.isEmpty() || desired.isEmpty()) {
            return Map.of();
        }
        Function<Desired<ServiceTile>, CheckResult> look = shown.get().look();
        return desired.stream().collect(groupingBy(Desired::service, TreeMap::new, mapping(look, toList())));
    }

    @Override
    public void close() {
        // the connection is the run's
    }
}
