// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import dev.homelab.adapter.compose.ComposeOutline.Part;
import dev.homelab.adapter.compose.image.ImageBuild;
import dev.homelab.adapter.compose.image.RunningImage;
import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.adapter.support.ssh.Argv;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.provision.Resource;
import dev.homelab.provision.RestoreOnly;
import dev.homelab.provision.RetainedData;
import dev.homelab.provision.Risk;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One Compose project: its files, and how far its containers run as they say.
 *
 * @param name of the project and of its folder
 * @param file the name of its Compose file: {@code compose.yaml}, or the name it had when it was adopted
 * @param text that file, without our mark; empty when the project is known by its containers alone
 * @param secrets what is in {@code .env}, by variable, and in files, by path; see {@link EnvFile} and {@link SecretFiles}
 * @param files what its containers mount from the folder of the project, by path there; see {@link MountedFiles}
 * @param running whether the containers are up, and were made from this text and these secrets
 * @param outdated the images that a container still runs although their tags mean others by now, as they are written; none
 *     unless registries were asked
 * @param images the very image of each container, by its name in the file; none in a project that is wanted
 * @param deviations how containers are otherwise than they were made, a few words each; none in a project that is wanted.
 *     Whether there are any is part of {@code running}
 * @param losses volumes whose data is gone since its containers were made, a sentence each; none in a project that is wanted. Whether
 *     there are any is part of {@code running}
 * @param obstacle why it cannot be adopted, as part of a sentence; empty if it can
 * @param origin what made its containers, if that is not this file
 */
public record ComposeProject(
        String name,
        String file,
        YamlDocument text,
        Map<String, EncryptedSecret> secrets,
        Map<String, String> files,
        Running running,
        Set<String> outdated,
        @RestoreOnly Map<String, RunningImage> images,
        List<String> deviations,
        List<String> losses,
        @RestoreOnly String obstacle,
        @RestoreOnly Origin origin)
        implements Resource {

    /** The usual name of its Compose file. */
    static final String FILE = "compose.yaml";

    public ComposeProject {
        file = Objects.requireNonNullElse(file, FILE); // not in journals of before
        obstacle = Objects.requireNonNullElse(obstacle, "");
        origin = Objects.requireNonNullElseGet(origin, Origin::none); // not in journals of before
        secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
        files = Collections.unmodifiableMap(new TreeMap<>(files));
        outdated = Collections.unmodifiableSet(new TreeSet<>(outdated));
        images = Collections.unmodifiableMap(new TreeMap<>(images));
        deviations = Optional.ofNullable(deviations).map(List::copyOf).orElse(List.of()); // not in journals of before
        losses = Optional.ofNullable(losses).map(List::copyOf).orElse(List.of()); // not in journals of before
    }

    /** A project whose containers are made from whatever its tags mean. */
    ComposeProject(
            String name,
            YamlDocument text,
            Map<String, EncryptedSecret> secrets,
            Map<String, String> files,
            Running running) {
        this(name, FILE, text, secrets, files, running, Set.of(), Map.of(), List.of(), List.of(), "", Origin.none());
    }

    @Override
    public String key() {
        return name;
    }

    @Override
    public String fieldName(String path) {
        return switch (path) {
            case "deviations" -> "changed by hand";
            case "losses" -> "lost";
            case "text." + ComposeFile.PAUSED -> "paused";
            case "outdated" -> "outdated images";
            default ->
                SecretFiles.fieldName(text.root(), path.replaceFirst("^secrets\\.", ""))
                        .orElseGet(
                                () -> FieldNames.of(path, outline().services().keySet()));
        };
    }

    @Override
    public String summary() {
        if (origin.isContainer()) {
            return "container %s, started without Compose%s".formatted(origin.name(), running.remark());
        }
        String names = outline().services().values().stream()
                .map(part -> part.image()
                        + part.build()
                                .map(build -> " built from " + build.source())
                                .orElse(""))
                .distinct()
                .collect(joining(", "));
        return (names.isEmpty() ? name : names) + running.remark();
    }

    /** Returns what its Compose file says. */
    ComposeOutline outline() {
        return ComposeOutline.of(text);
    }

    /** Returns the same project of which these images are outdated. */
    ComposeProject withOutdated(Set<String> tags) {
        return new ComposeProject(
                name, file, text, secrets, files, running, tags, images, deviations, losses, obstacle, origin);
    }

    /** Returns the images it is made from, by tag or digest. */
    Set<String> imageNames() {
        return outline().services().values().stream()
                .map(Part::image)
                .filter(image -> !image.isEmpty())
                .collect(toCollection(TreeSet::new));
    }

    /** Returns how those of its images are built that homelab builds. */
    List<ImageBuild> builds() {
        return outline().services().values().stream()
                .flatMap(part -> part.build().stream())
                .distinct()
                .toList();
    }

    /** Returns whether Compose asks registries even for images that are there. */
    boolean asksAnyway() {
        return outline().services().values().stream().anyMatch(Part::asksAnyway);
    }

    /** Returns the tags it is made from; an image that is named by its digest has none that could move. */
    Set<String> tags() {
        return outline().services().values().stream()
                .filter(Part::hasTag)
                .map(Part::image)
                .collect(toCollection(TreeSet::new));
    }

    /** Returns the very images of its containers, by their tags. */
    Map<String, RunningImage> imagesByTag() {
        Map<String, RunningImage> byTag = new TreeMap<>();
        outline().services().forEach((service, part) -> {
            if (part.hasTag() && images.containsKey(service)) {
                byTag.put(part.image(), images.get(service));
            }
        });
        return byTag;
    }

    /** What did not run as written before runs as written once it was started from the same files. */
    @Override
    public boolean isRestoredBy(Resource now) {
        return equals(now)
                || (running == Running.OTHERWISE
                        && now instanceof ComposeProject that
                        && that.running == Running.AS_WRITTEN
                        && equals(new ComposeProject(
                                that.name,
                                that.file,
                                that.text,
                                that.secrets,
                                that.files,
                                running,
                                that.outdated,
                                that.images,
                                deviations,
                                losses,
                                obstacle,
                                origin)));
    }

    /** Returns whether a run put something else in the place of what made its containers, which a rollback has to find. */
    boolean isMadeElsewhere() {
        return origin.hasFiles() || origin.isContainer();
    }

    @Override
    public Optional<String> unadoptable() {
        return Optional.of(obstacle).filter(reason -> !reason.isEmpty());
    }

    /** Two are equal whatever the ids of their images. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ComposeProject that
                && name.equals(that.name)
                && file.equals(that.file)
                && text.equals(that.text)
                && secrets.equals(that.secrets)
                && files.equals(that.files)
                && running == that.running
                && outdated.equals(that.outdated);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, file, text, secrets, files, running, outdated);
    }

    @Override
    public List<RetainedData> leftovers() {
        if (origin.isContainer()) {
            String aside = origin.nameAside();
            return List.of(
                    new RetainedData("container " + aside, Optional.of(Argv.quoted(List.of("docker", "rm", aside)))));
        }
        return ComposeOutline.leftovers(name, text);
    }

    /** Returns whether it is there without running, as its definition says. */
    boolean isPaused() {
        return text.root().path(ComposeFile.PAUSED).asBoolean();
    }

    /** Returns what may be noticed when it becomes this one: its containers are recreated, or stopped. */
    Set<Risk> risksOfUpdate(ComposeProject after) {
        if (running == Running.NOT_AT_ALL) {
            return Set.of();
        }
        return EnumSet.of(after.running == Running.NOT_AT_ALL ? Risk.DOWNTIME : Risk.RESTART);
    }

    /** Returns the risks of removing it while its service is recreated elsewhere or under another name. */
    Set<Risk> risksOfMove() {
        Set<Risk> risks = EnumSet.noneOf(Risk.class);
        if (running != Running.NOT_AT_ALL) {
            risks.add(Risk.DOWNTIME);
        }
        if (!text.root().path("volumes").isEmpty()) {
            risks.add(Risk.DATA_STAYS_BEHIND);
        }
        return risks;
    }
}
