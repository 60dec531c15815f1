// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.adapter.support.http.Calls;
import dev.homelab.adapter.traefik.SameRoutes.Router;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.Change;
import dev.homelab.provision.Change.Shape;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Existing;
import dev.homelab.provision.Existing.Part;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.PollPolicy;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Folder;
import dev.homelab.spi.OwnedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The files of one file provider. Writes those of a batch, and then asks once whether Traefik has loaded all of them;
 * what it did not take is rolled back at once, since one bad file keeps every other from being loaded.
 */
final class TraefikSession implements Session<RouteFile> {

    private static final Pattern FILE = Pattern.compile(".*\\.(yml|yaml|toml)");

    private final Folder folder;
    private final TraefikApi api;
    private final Calls calls;
    private final TraefikProblems problems;
    private final PollPolicy polling;
    private final Files made;
    private RuntimeConfig loaded = new RuntimeConfig(MissingNode.getInstance());
    private List<Observed<RouteFile>> files = List.of();

    /** Makes the file of a service; nothing for one without routes, or with one that the proxy cannot follow. */
    interface Files {

        Optional<RouteFile> file(Service service, Inventory inventory);
    }

    TraefikSession(Folder folder, TraefikApi api, TraefikProblems problems, PollPolicy polling, Files made) {
        this.made = made;
        this.folder = folder;
        this.api = api;
        this.calls = new Calls(problems.where());
        this.problems = problems;
        this.polling = polling;
    }

    @Override
    public List<Observed<RouteFile>> observe() {
        loaded = loaded(); // nothing written here would come into force without it
        files = files();
        return files;
    }

    /** Judges by what {@link #observe} has seen. */
    @Override
    public List<Problem> preflight(List<Desired<RouteFile>> desired) {
        if (desired.isEmpty()) {
            return List.of();
        }
        List<Problem> found = new ArrayList<>();
        if (files.isEmpty() && !folder.exists()) {
            found.add(problems.noDirectory());
        }
        found.addAll(entryPoints(desired));
        Preflight preflight = new Preflight(
                problems,
                files(file -> file.owner().isEmpty()),
                files(file -> file.owner().isPresent()),
                loaded);
        found.addAll(preflight.missing(desired));
        found.addAll(preflight.inTheWay(desired, this::mayKnowMore));
        return found;
    }

    /** A route of a new file may be in a file of a person, too. */
    @Override
    public List<Problem> warnings(List<Change<RouteFile>> changes) {
        SameRoutes same = sameRoutes();
        List<Router> routers = changes.stream()
                .filter(change -> change.shape() == Shape.CREATE)
                .flatMap(change -> same.of(change.resource()).stream())
                .distinct()
                .toList();
        return same.removals(routers).stream().map(problems::routedTwice).toList();
    }

    /** Routes are made of what files say when definitions are written; here it is seen whether they make the same of it. */
    @Override
    public Existing existing(List<Definition> definitions, Inventory inventory) {
        SameRoutes same = sameRoutes();
        List<Part> parts = new ArrayList<>();
        List<Router> all = new ArrayList<>();
        for (Definition definition : definitions) {
            made.file(definition.service(), inventory)
                    .ifPresent(ours -> same.of(ours).forEach(router -> {
                        all.add(router);
                        parts.add(new Part(
                                definition.service().name(),
                                router.place(),
                                Map.of(),
                                Map.of(),
                                same.differences(router, ours)));
                    }));
        }
        return new Existing(parts, same.all().size() - all.size(), same.removals(all));
    }

    private SameRoutes sameRoutes() {
        return new SameRoutes(
                files(file -> file.owner().isEmpty()),
                loaded,
                problems.settings().directory());
    }

    @Override
    public List<Outcome<RouteFile>> apply(Batch<RouteFile> batch) {
        Map<String, String> previous =
                folder.readAll(batch.changes().stream().map(Change::key).toList());
        List<Outcome<RouteFile>> written = batch.unwatched().oneByOne(this::write);
        try {
            List<Change<RouteFile>> changes = written.stream()
                    .filter(Outcome::succeeded)
                    .map(Outcome::change)
                    .toList();
            LastLook last = await(changes, batch.cancellation());
            return eachWritten(written, outcome -> judge(outcome.change(), last, previous));
        } catch (TargetException e) {
            return eachWritten(written, outcome -> Outcome.failed(outcome.change(), e.problems()));
        }
    }

    /** Asks for everything at once, whatever the number of files. */
    @Override
    public Map<ServiceName, List<CheckResult>> inspect(List<Desired<RouteFile>> desired) {
        if (desired.isEmpty()) {
            return Map.of();
        }
        RuntimeConfig loaded = loaded();
        return desired.stream()
                .collect(toMap(
                        Desired::service,
                        want -> loaded.findings(want.resource().text().root())));
    }

    @Override
    public void close() {
        // the connections are the run's
    }

    private List<Observed<RouteFile>> files() {
        List<String> names = folder.files().stream()
                .filter(name -> FILE.matcher(name).matches())
                .toList();
        return folder.readAll(names).entrySet().stream()
                .map(text -> observed(text.getKey(), OwnedText.parse(text.getValue())))
                .toList();
    }

    private static Observed<RouteFile> observed(String name, OwnedText file) {
        return new Observed<>(new RouteFile(name, YamlDocument.of(file.body())), file.owner());
    }

    private List<RouteFile> files(Predicate<Observed<RouteFile>> wanted) {
        return files.stream().filter(wanted).map(Observed::resource).toList();
    }

    private List<Problem> entryPoints(List<Desired<RouteFile>> desired) {
        List<String> entryPoints = calls.get(api.entryPoints()).stream()
                .map(TraefikApi.EntryPoint::name)
                .toList();
        return new References(desired.stream().map(Desired::resource).toList())
                .entryPoints().stream()
                        .filter(name -> !entryPoints.contains(name))
                        .map(name -> problems.noEntryPoint(name, entryPoints))
                        .toList();
    }

    private boolean mayKnowMore() {
        return calls.get(api.version()).isLaterThan(KeyTree.RELEASE);
    }

    private RuntimeConfig loaded() {
        return new RuntimeConfig(calls.get(api.rawData()));
    }

    private void write(Change<RouteFile> change) {
        change.after()
                .ifPresentOrElse(
                        picture -> folder.write(
                                picture.key(),
                                new OwnedText(picture.resource().text().text(), picture.owner()).text(),
                                Folder.Access.SHARED),
                        () -> folder.delete(change.key()));
    }

    private static List<Outcome<RouteFile>> eachWritten(
            List<Outcome<RouteFile>> outcomes, UnaryOperator<Outcome<RouteFile>> verdict) {
        return outcomes.stream()
                .map(outcome -> outcome.succeeded() ? verdict.apply(outcome) : outcome)
                .toList();
    }

    /**
     * What Traefik said last.
     *
     * @param seconds how long it was asked until then, which a cancellation makes shorter
     */
    private record LastLook(RuntimeConfig loaded, long seconds) {}

    /** Asks until every change is in force, time is up or the run is cancelled. */
    private LastLook await(List<Change<RouteFile>> changes, Cancellation cancellation) {
        return polling.await(
                this::loaded,
                loaded -> changes.stream().allMatch(change -> isIn(change, loaded)),
                (loaded, tried) -> new LastLook(loaded, Math.round(tried.toMillis() / 1000.0)),
                cancellation);
    }

    /** Whether a change is in force, for better or worse. What is given back to a person is not ours to judge. */
    private boolean isIn(Change<RouteFile> change, RuntimeConfig loaded) {
        if (change.after().isPresent() && change.after().get().owner().isEmpty()) {
            return true;
        }
        JsonNode after = root(change.after());
        JsonNode before = sameRoutes().ownOf(root(change.before())); // what people's files say as well stays in force
        return loaded.holds(after) && !loaded.keeps(before, after);
    }

    private Outcome<RouteFile> judge(Change<RouteFile> change, LastLook last, Map<String, String> previous) {
        boolean isIn = isIn(change, last.loaded());
        List<String> errors = last.loaded()
                .errors(root(change.after().filter(after -> after.owner().isPresent())));
        if (isIn && errors.isEmpty()) {
            return Outcome.applied(change);
        }
        if (change.after().isEmpty()) {
            return Outcome.failed(change, List.of(problems.notUnloaded(change.key(), last.seconds())));
        }
        List<Problem> why = new ArrayList<>();
        why.add(isIn ? problems.refused(change.key(), errors) : problems.notLoaded(change.key(), last.seconds()));
        why.addAll(rollBack(change.key(), Optional.ofNullable(previous.get(change.key()))));
        return Outcome.failed(change, why);
    }

    private List<Problem> rollBack(String name, Optional<String> previous) {
        try {
            previous.ifPresentOrElse(text -> folder.write(name, text, Folder.Access.SHARED), () -> folder.delete(name));
            return List.of();
        } catch (TargetException e) {
            return e.problems();
        }
    }

    private static JsonNode root(Optional<Observed<RouteFile>> picture) {
        return picture.map(found -> found.resource().text().root()).orElse(MissingNode.getInstance());
    }
}
