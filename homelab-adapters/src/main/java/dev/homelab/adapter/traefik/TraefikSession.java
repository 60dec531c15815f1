// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import static java.util.stream.Collectors.toMap;

import dev.homelab.adapter.support.file.Folder;
import dev.homelab.adapter.support.file.OwnedText;
import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.adapter.support.http.Calls;
import dev.homelab.model.name.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Finding;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The files of one file provider. Writes those of a batch, and then asks once whether Traefik has loaded all of them;
 * what it did not take is put back at once, since one bad file keeps every other from being loaded.
 */
final class TraefikSession implements Session<RouteFile> {

    private static final String TRANSPORTS = "serversTransports";

    private final Folder folder;
    private final TraefikApi api;
    private final Calls calls;
    private final TraefikSettings settings;
    private final TraefikProblems problems;
    private final Patience patience;

    TraefikSession(Folder folder, TraefikApi api, TraefikProblems problems, Patience patience) {
        this.folder = folder;
        this.api = api;
        this.calls = new Calls(problems.where());
        this.settings = problems.settings();
        this.problems = problems;
        this.patience = patience;
    }

    @Override
    public List<Observed<RouteFile>> observe() {
        loaded(); // nothing written here would come into force without it
        return files();
    }

    @Override
    public List<Problem> preflight(List<Desired<RouteFile>> desired) {
        if (desired.isEmpty()) {
            return List.of();
        }
        List<Problem> found = new ArrayList<>();
        if (!folder.exists()) {
            found.add(problems.noDirectory());
        }
        List<String> entryPoints = calls.get(api.entryPoints()).stream()
                .map(TraefikApi.EntryPoint::name)
                .toList();
        List<Observed<RouteFile>> files = files();
        Needs needs = new Needs(desired.stream().map(Desired::resource).toList());
        needs.entryPoints().stream()
                .filter(name -> !entryPoints.contains(name))
                .forEach(name -> found.add(problems.noEntryPoint(name, entryPoints)));
        found.addAll(missing(needs, files));
        files.stream()
                .filter(file -> file.owner().isEmpty())
                .forEach(file -> found.addAll(inTheWay(file.resource(), desired)));
        return found;
    }

    @Override
    public List<Outcome<RouteFile>> apply(Batch<RouteFile> batch) {
        Map<String, Optional<String>> previous = new HashMap<>();
        List<Outcome<RouteFile>> written = batch.unwatched().oneByOne(change -> {
            previous.put(change.key(), folder.read(change.key()));
            write(change);
        });
        try {
            Loaded loaded = await(written.stream()
                    .filter(Outcome::succeeded)
                    .map(Outcome::change)
                    .toList());
            return eachWritten(written, outcome -> judge(outcome.change(), loaded, previous));
        } catch (TargetException e) {
            return eachWritten(written, outcome -> Outcome.failed(outcome.change(), e.problems()));
        }
    }

    /** Asks for everything at once, whatever the number of files. */
    @Override
    public Map<ServiceName, List<Finding>> inspect(List<Desired<RouteFile>> desired) {
        if (desired.isEmpty()) {
            return Map.of();
        }
        Loaded loaded = loaded();
        return desired.stream()
                .collect(toMap(
                        Desired::service,
                        want -> loaded.findings(want.resource().text())));
    }

    @Override
    public void close() {
        // the connections are the run's
    }

    private List<Observed<RouteFile>> files() {
        return folder.files().stream()
                .filter(name -> name.matches(".*\\.(yml|yaml|toml)"))
                .flatMap(name -> folder.read(name).stream()
                        .map(OwnedText::parse)
                        .map(file -> new Observed<>(new RouteFile(name, file.body()), file.owner())))
                .toList();
    }

    private Loaded loaded() {
        return new Loaded(calls.get(api.rawData()));
    }

    /** Says what routes refer to that neither our files bring along nor Traefik has from elsewhere. */
    private List<Problem> missing(Needs needs, List<Observed<RouteFile>> files) {
        Needs ours = new Needs(files.stream()
                .filter(file -> file.owner().isPresent())
                .map(Observed::resource)
                .toList());
        List<RouteFile> foreign = files.stream()
                .filter(file -> file.owner().isEmpty())
                .map(Observed::resource)
                .toList();
        Set<String> known = new TreeSet<>(loaded().names("middlewares"));
        known.removeAll(ours.defined("middlewares")); // those may go in this very run
        known.addAll(needs.defined("middlewares"));
        Set<String> wanted = new TreeSet<>(needs.middlewares());
        settings.middlewares().forEach(name -> wanted.add(Needs.inFull(name)));
        wanted.removeAll(known);
        List<Problem> missing = new ArrayList<>();
        wanted.forEach(name -> missing.add(problems.noMiddleware(name, known)));
        if (foreign.stream().noneMatch(TraefikSession::isUnjudged)) {
            Set<String> transports = new TreeSet<>(needs.transports());
            transports.removeAll(needs.defined(TRANSPORTS));
            transports.removeAll(new Needs(foreign).defined(TRANSPORTS));
            transports.removeIf(name -> !name.endsWith("@file")); // of those the API says nothing
            transports.forEach(name -> missing.add(problems.noTransport(name)));
        }
        return missing;
    }

    /** Whether nothing is known of what a file says; a template is filled in before Traefik reads it. */
    private static boolean isUnjudged(RouteFile file) {
        return file.name().endsWith(".toml") || file.text().contains("{{");
    }

    private List<Problem> inTheWay(RouteFile theirs, List<Desired<RouteFile>> desired) {
        if (isUnjudged(theirs)) {
            return List.of();
        }
        if (YamlText.read(theirs.text()).isEmpty()) {
            return List.of(problems.unreadable(theirs));
        }
        List<Problem> taken = new ArrayList<>();
        for (String kind : List.of("routers", "services", "middlewares", TRANSPORTS)) {
            Loaded.parts(theirs.text(), kind)
                    .fieldNames()
                    .forEachRemaining(name -> desired.stream()
                            .map(Desired::resource)
                            .filter(wanted -> !wanted.key().equals(theirs.key()))
                            .filter(wanted -> Loaded.parts(wanted.text(), kind).has(name))
                            .forEach(wanted -> taken.add(problems.nameTaken(kind, name, theirs, wanted))));
        }
        return taken;
    }

    private void write(Change<RouteFile> change) {
        change.after()
                .ifPresentOrElse(
                        picture -> folder.write(
                                picture.key(),
                                new OwnedText(picture.resource().text(), picture.owner()).text(),
                                Folder.Access.SHARED),
                        () -> folder.delete(change.key()));
    }

    private static List<Outcome<RouteFile>> eachWritten(
            List<Outcome<RouteFile>> outcomes, UnaryOperator<Outcome<RouteFile>> verdict) {
        return outcomes.stream()
                .map(outcome -> outcome.succeeded() ? verdict.apply(outcome) : outcome)
                .toList();
    }

    /** Asks until every change is in force or time is up, and returns the last answer. */
    private Loaded await(List<Change<RouteFile>> changes) {
        return patience.await(this::loaded, loaded -> changes.stream().allMatch(change -> isIn(change, loaded)));
    }

    /** Whether a change is in force, for better or worse. What is given back to a person is not ours to judge. */
    private static boolean isIn(Change<RouteFile> change, Loaded loaded) {
        if (change.after().isPresent() && change.after().get().owner().isEmpty()) {
            return true;
        }
        String before = text(change.before());
        String after = text(change.after());
        return loaded.holds(after) && !loaded.lingers(before, after);
    }

    private Outcome<RouteFile> judge(Change<RouteFile> change, Loaded loaded, Map<String, Optional<String>> previous) {
        boolean isIn = isIn(change, loaded);
        List<String> errors =
                loaded.errors(text(change.after().filter(after -> after.owner().isPresent())));
        if (isIn && errors.isEmpty()) {
            return Outcome.applied(change);
        }
        long seconds = patience.limit().toSeconds();
        if (change.after().isEmpty()) {
            return Outcome.failed(change, List.of(problems.notUnloaded(change.key(), seconds)));
        }
        List<Problem> why = new ArrayList<>();
        why.add(isIn ? problems.refused(change.key(), errors) : problems.notLoaded(change.key(), seconds));
        why.addAll(putBack(change.key(), previous.getOrDefault(change.key(), Optional.empty())));
        return Outcome.failed(change, why);
    }

    private List<Problem> putBack(String name, Optional<String> previous) {
        try {
            previous.ifPresentOrElse(text -> folder.write(name, text, Folder.Access.SHARED), () -> folder.delete(name));
            return List.of();
        } catch (TargetException e) {
            return e.problems();
        }
    }

    private static String text(Optional<Observed<RouteFile>> picture) {
        return picture.map(found -> found.resource().text()).orElse("");
    }
}
