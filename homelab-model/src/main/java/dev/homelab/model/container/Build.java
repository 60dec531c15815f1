// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import dev.homelab.model.pattern.NullTolerant;
import dev.homelab.model.pattern.ShortForm;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an image is built from on the host of its service.
 *
 * @param context a folder beside the definition, or the URL of a Git repository with the tag or commit that is built and, after a colon,
 *     the folder in it
 * @param dockerfile the path of the Dockerfile in that folder; {@code Dockerfile} when absent
 * @param target the stage of the Dockerfile that is built; the last one when absent
 * @param args variables of the build, nothing secret
 */
@ShortForm("context")
public record Build(
        @NotNull(
                message =
                        "must be a folder beside the definition, or the URL of a Git repository that ends in .git, such as app")
        @Pattern(
                regexp = Build.CONTEXT,
                message =
                        "must be a folder beside the definition, or the URL of a Git repository that ends in .git, such as app")
        String context,

        Optional<
                        @Pattern(
                                regexp = "^(?!.*\\.\\.)[A-Za-z0-9_.][A-Za-z0-9_./@+-]{0,200}$",
                                message = "must be a path in the folder that is built, such as docker/Dockerfile")
                        String>
                dockerfile,
        Optional<
                        @Pattern(
                                regexp = "^[A-Za-z0-9][A-Za-z0-9_.-]*$",
                                message = "must be a stage of the Dockerfile, such as runtime")
                        String>
                target,
        Map<
                        @Pattern(
                                regexp = "^[A-Za-z_][A-Za-z0-9_]*$",
                                message = "must be the name of a variable of the build, such as VERSION")
                        String,
                        @NotNull(message = "must have a value, in quotes if it is to be empty, such as 1.2") String>
                args) {

    static final String CONTEXT =
            "^([A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*){0,64}|((https?|ssh|git)://[^\\s#]+|git@[^\\s#:/]+:[^\\s#]+)\\.git(#\\S{1,400})?)$";

    /** The usual name of the file that says how. */
    public static final String DOCKERFILE = "Dockerfile";

    /** What stands for a file that lists those of the folder that may be run; no file has such a name. */
    public static final String EXECUTABLES = "(executable files)";

    private static final String GIT = "^((https?|ssh|git)://|git@).*";
    private static final Set<String> MOVING = Set.of(
            "main",
            "master",
            "trunk",
            "develop",
            "development",
            "dev",
            "head",
            "latest",
            "stable",
            "edge",
            "nightly",
            "next");

    public Build {
        args = NullTolerant.of(args);
    }

    /** Returns whether it is built from a Git repository, which the host clones. */
    public boolean isGit() {
        return Optional.ofNullable(context).filter(text -> text.matches(GIT)).isPresent();
    }

    /** Returns the tag or commit of a Git repository that is built, if it says one. */
    public Optional<String> revision() {
        int hash = context.indexOf('#');
        return hash < 0
                ? Optional.empty()
                : Optional.of(context.substring(hash + 1).split(":", 2)[0]).filter(text -> !text.isEmpty());
    }

    /** Returns whether the same context may mean something else tomorrow: a Git repository without a revision, or at a usual branch. */
    public boolean isMoving() {
        return isGit()
                && context.matches(CONTEXT)
                && revision()
                        .map(text -> text.replaceFirst("^refs/heads/.*", "main").toLowerCase(Locale.ROOT))
                        .filter(text -> !MOVING.contains(text))
                        .isEmpty();
    }

    /** Returns the folder beside the definition, if it is one. */
    public Optional<String> folder() {
        return Optional.ofNullable(context).filter(text -> !text.matches(GIT)); // one that could not be read is null
    }
}
