// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.image;

import static java.util.stream.Collectors.toSet;

import dev.homelab.adapter.compose.image.TempDockerConfigName.Use;
import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.problem.Problem;
import dev.homelab.provision.ImageDigests;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Context;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The images of one host. */
public final class HostImages {

    private static final Duration LOOK = Duration.ofSeconds(60);
    private static final Duration PULL = Duration.ofMinutes(30);
    private static final int FIELDS = 4;

    /** Docker adds the name of the time zone. */
    private static final DateTimeFormatter BUILT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ROOT);

    private static final String NONE = "<none>";

    private final RemoteHost host;
    private final SignIns signIns;
    private final ImageProblems problems;
    private final Registries registries;
    private final MovedTags moved;
    private final Map<String, Instant> built = new HashMap<>();

    /**
     * Looks at nothing yet.
     *
     * @param user who signs in there
     * @param root a folder in which that user may make others
     */
    public HostImages(RemoteHost host, String user, Context context, String root) {
        this.host = host;
        this.signIns = new SignIns(host, context, root);
        this.problems = new ImageProblems(host.where(), user, signIns::has);
        this.registries = new Registries(signIns, problems);
        this.moved = new MovedTags(registries, context.refreshImages());
    }

    /** Returns the command that {@link #digests} runs. */
    public static List<String> list() {
        return ImageCommands.list();
    }

    /** Returns the digests of every image there, by its id; none if Docker does not say, which costs no more than exactness. */
    public Map<String, List<String>> digests() {
        Map<String, TreeSet<String>> found = new HashMap<>();
        List<String[]> images = host.run(ImageCommands.list(), LOOK)
                .output()
                .lines()
                .map(line -> line.split("\t", -1))
                .filter(fields -> fields.length == FIELDS)
                .toList();
        images.forEach(fields -> time(fields[FIELDS - 1]).ifPresent(at -> built.put(fields[0], at)));
        images.stream()
                .filter(fields -> !fields[1].equals(NONE) && !fields[2].equals(NONE))
                .forEach(f -> found.computeIfAbsent(f[0], id -> new TreeSet<>()).add(f[1] + "@" + f[2]));
        Map<String, List<String>> digests = new HashMap<>();
        found.forEach((id, known) -> digests.put(id, List.copyOf(known)));
        return digests;
    }

    private static Optional<Instant> time(String text) {
        try {
            int zone = text.lastIndexOf(' ');
            return Optional.of(OffsetDateTime.parse(text.substring(0, Math.max(zone, 0)), BUILT)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Returns when an image was built, as the last look at {@link #digests} has found; empty if Docker does not say. */
    public Optional<Instant> built(RunningImage image) {
        return Optional.ofNullable(built.get(image.id()));
    }

    /**
     * Asks the registries what tags mean now, once, and only if that is wanted.
     *
     * @param running what our containers were made from, one map for each project, by tag
     * @throws TargetException if a registry does not answer that
     */
    public void ask(Collection<Map<String, RunningImage>> running) {
        moved.ask(running);
    }

    /** Asks the registries what tags mean now; see {@link Registries}. */
    public ImageDigests ask(Set<String> names) {
        List<Problem> unknown = new ArrayList<>();
        Map<String, Set<String>> digests = new HashMap<>();
        if (!names.isEmpty()) {
            registries
                    .digests(names.stream().sorted().toList(), unknown)
                    .forEach((name, digest) -> digests.put(name, Set.of(digest)));
        }
        return new ImageDigests(digests, unknown);
    }

    /** Returns those of the tags that are known to mean another image than this one. */
    public Set<String> outdated(Map<String, RunningImage> byTag) {
        return byTag.entrySet().stream()
                .filter(entry -> moved.hasLeft(entry.getKey(), entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    /** Returns what is wrong with the sign-ins that these images need. */
    public List<Problem> preflight(Collection<String> names) {
        return signIns.problems(names);
    }

    /**
     * Runs a command that pulls those of these images which are not there. With a sign-in only if one is to be pulled.
     *
     * @param asksAnyway whether it asks registries for images that are there, too
     * @param errors takes what it prints to standard error, line by line
     */
    public CommandResult run(
            Collection<String> names, boolean asksAnyway, List<String> argv, Duration limit, Consumer<String> errors) {
        boolean pulls = asksAnyway || !signIns.isNeededFor(names) || !areThere(names);
        return signIns.run(Use.CHANGE, pulls ? names : List.of(), new SignIns.Command(argv, "", limit, errors));
    }

    /** Returns those of the images that are not there yet. */
    public List<ImageBuild> missing(List<ImageBuild> builds) {
        return builds.stream()
                .filter(build -> !areThere(List.of(build.image())))
                .toList();
    }

    /**
     * Builds an image. What it is built on is pulled with every sign-in there is, since only the Dockerfile names it.
     *
     * @param masker hides what is secret in what the build prints
     * @throws TargetException if it cannot be built; then no image of the name is there
     */
    public void build(ImageBuild build, Masker masker) {
        CommandResult built = signIns.runWithAll(new SignIns.Command(build.argv(), "", PULL));
        if (!built.succeeded()) {
            throw new TargetException(problems.notBuilt(build, built, masker));
        }
    }

    /** Returns whether there is a sign-in to the registry of one of these images. */
    public boolean needSignIn(Collection<String> names) {
        return signIns.isNeededFor(names);
    }

    /** Returns that a registry refuses an image without a sign-in, if that is why a command failed. */
    public Optional<Problem> refused(String service, Collection<String> names, CommandResult result) {
        return problems.refused(service, names, result);
    }

    /** Removes what runs that were killed have left. For who alone may change something here. */
    public void removeLeftovers() {
        signIns.removeLeftovers();
    }

    /** Gets what those tags mean now that are known to have moved. Containers of what they meant before go on. */
    public void refresh(Set<String> tags) {
        tags.stream().filter(moved::contains).forEach(this::pull);
    }

    /**
     * Lets tags mean earlier images again. One that was removed meanwhile is asked for by its digests.
     *
     * @param outdated those of the tags that meant others even then
     */
    public void restore(Map<String, RunningImage> byTag, Set<String> outdated) {
        byTag.forEach((tag, image) -> {
            restore(tag, image);
            if (outdated.contains(tag)) {
                moved.remember(tag, image);
            }
        });
    }

    private void pull(String name) {
        CommandResult pulled = pulling(name);
        if (!pulled.succeeded()) {
            throw new TargetException(problems.notPulled(name, pulled));
        }
    }

    private CommandResult pulling(String name) {
        return signIns.run(Use.CHANGE, List.of(name), new SignIns.Command(ImageCommands.pull(name), "", PULL));
    }

    private boolean areThere(Collection<String> names) {
        return host.run(ImageCommands.inspect(names), LOOK).succeeded();
    }

    private void restore(String name, RunningImage image) {
        CommandResult tagged = host.run(ImageCommands.tag(image.id(), name), LOOK);
        for (String digest : image.digests()) {
            if (ImageProblems.isGone(tagged) && pulling(digest).succeeded()) {
                tagged = host.run(ImageCommands.tag(image.id(), name), LOOK);
            }
        }
        if (!tagged.succeeded()) {
            throw new TargetException(
                    ImageProblems.isGone(tagged)
                            ? problems.gone(name, image, tagged)
                            : problems.notTagged(name, image, tagged));
        }
    }
}
