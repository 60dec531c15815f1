// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.image;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.problem.Evidence;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.spi.CommandResult;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says what is wrong when an image cannot be had. */
final class ImageProblems {

    /** What registries say without a sign-in, as Docker passes it on. */
    private static final Pattern REFUSED = Pattern.compile(
            "pull access denied|no basic auth credentials|unauthorized|authentication required|: denied\\b");

    private static final Pattern GONE = Pattern.compile("(?i)no such image|image not known");

    private static final int LAST_LINES = 20;

    private final Where where;
    private final String user;
    private final Predicate<String> isSignedIn;

    /**
     * Problems of one host.
     *
     * @param user who signs in there
     * @param isSignedIn whether the inventory has a sign-in to a registry
     */
    ImageProblems(Where where, String user, Predicate<String> isSignedIn) {
        this.where = where;
        this.user = user;
        this.isSignedIn = isSignedIn;
    }

    /** Returns that a registry refuses an image without a sign-in, if that is why a command failed. */
    Optional<Problem> refused(String service, Collection<String> images, CommandResult result) {
        return isRefused(result)
                ? Optional.of(new Problem(
                        "registry refused",
                        where,
                        "an image of \"%s\" cannot be had by \"%s\": %s".formatted(service, user, result.reason()),
                        "see that the image is spelled right; " + signIn(registry(images, result))))
                : Optional.empty();
    }

    /** Returns that the image of a tag is unknown. */
    Problem notAsked(String name, CommandResult result) {
        return new Problem(
                "registry did not answer",
                where,
                "what \"%s\" means now is unknown: %s".formatted(name, result.reason()),
                "do not check registries for updated tags or, " + signIn(ImageName.registry(name)));
    }

    /** Returns that an image was not built, with the last lines of the build. */
    Problem notBuilt(ImageBuild build, CommandResult result, Masker masker) {
        List<String> said = Stream.concat(
                        result.output().lines(), result.errors().lines())
                .map(masker::mask)
                .filter(line -> !line.isBlank())
                .toList();
        List<String> last = said.subList(Math.max(0, said.size() - LAST_LINES), said.size());
        Problem problem = new Problem(
                "image not built",
                where,
                "\"%s\" cannot be built from \"%s\": %s"
                        .formatted(build.image(), build.source(), masker.mask(result.reason())),
                isRefused(result)
                        ? "the registry of the image that it is built on refuses it; add a sign-in to the inventory."
                        : "correct the Dockerfile, or what it needs. Nothing was changed.");
        return problem.showing(List.of(
                new Evidence("build of " + build.source(), "failed", Optional.of(result.exit()), 0, false, "", last)));
    }

    Problem notPulled(String name, CommandResult result) {
        return new Problem(
                "image not pulled",
                where,
                "\"%s\" cannot be had: %s".formatted(name, result.reason()),
                isRefused(result)
                        ? signIn(ImageName.registry(name))
                        : "see there what the registry says:\n\n  docker pull " + name);
    }

    /** Returns that the image which ran before is neither on the host nor to be had. */
    Problem gone(String name, RunningImage image, CommandResult result) {
        return new Problem(
                "earlier image is gone",
                where,
                "\"%s\" meant the image %s, which is not there any more: %s"
                        .formatted(name, image.id(), result.reason()),
                "give the tag to an image that works, and apply again:\n\n  docker tag IMAGE " + name);
    }

    /** Returns that a tag could not be given to an earlier image, for another reason than that it is gone. */
    Problem notTagged(String name, RunningImage image, CommandResult result) {
        return new Problem(
                "earlier image not tagged",
                where,
                "\"%s\" meant the image %s, and \"docker tag\" failed: %s".formatted(name, image.id(), result.reason()),
                "see that the engine runs and has room, and apply again:\n\n  docker info && df -h");
    }

    /** Returns whether a command failed since there is no such image. */
    static boolean isGone(CommandResult result) {
        return !result.succeeded() && GONE.matcher(result.errors()).find();
    }

    private static boolean isRefused(CommandResult result) {
        return !result.succeeded() && REFUSED.matcher(result.errors()).find();
    }

    private String signIn(String registry) {
        if (isSignedIn.test(registry)) {
            return "see that user and password of \"registries.%s\" in the inventory are right and may read the image."
                    .formatted(registry);
        }
        String variable = registry.toUpperCase(Locale.ROOT)
                        .replaceAll("[^A-Z0-9]", "_")
                        .replaceAll("^(?=\\d)", "REGISTRY_") // no variable begins with a digit
                + "_TOKEN";
        return "if the registry asks who one is, say it in the inventory, or sign in there yourself as \"%s\":\n\n"
                        .formatted(user)
                + "  registries: {%s: {user: NAME, password: env:%s}}\n".formatted(registry, variable)
                + "  docker login%s".formatted(registry.equals(ImageName.DOCKER_HUB) ? "" : " " + registry);
    }

    /** Returns the registry that a command blames or, if it names none, Docker Hub, which is not named by images either. */
    private static String registry(Collection<String> images, CommandResult result) {
        List<String> all = images.stream().map(ImageName::registry).distinct().toList();
        return all.stream()
                .filter(registry -> all.size() == 1 || result.errors().contains(registry))
                .findFirst()
                .orElse(ImageName.DOCKER_HUB);
    }
}
