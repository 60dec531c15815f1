// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.option;

import dev.homelab.model.value.ServiceName;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.InvalidDefinitionsException;
import dev.homelab.runner.RunOptions;
import dev.homelab.runner.detect.ChangedFile;
import dev.homelab.runner.detect.Checkout;
import dev.homelab.runner.detect.Git;
import dev.homelab.runner.reason.AffectedService;
import dev.homelab.runner.reason.Cause;
import dev.homelab.runner.reason.Comparison;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says which earlier definitions others are compared with. */
public final class Since implements AutoCloseable {

    @Option(
            names = "--since",
            paramLabel = "REVISION",
            description =
                    "Compare with the definitions of this commit, tag or branch instead; main... is the last commit that"
                            + " main and this have in common. Needs no secret. Where git does not know it, every service counts.")
    private Optional<String> revision = Optional.empty();

    private Optional<Checkout> checkout = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    public boolean isGiven() {
        return revision.isPresent();
    }

    /** Compares definitions with what was applied last. */
    public static Comparison withLastApplied(Homelab homelab, RunOptions options) {
        SortedMap<ServiceName, AffectedService> affected = homelab.affected(options);
        boolean isFirst = !affected.isEmpty()
                && affected.size() == homelab.catalog().catalog().definitions().size()
                && affected.values().stream()
                        .allMatch(one -> one.causes().stream().allMatch(cause -> cause.kind() == Cause.Kind.NEW));
        String earlier = isFirst ? "nothing, since nothing was applied yet" : "what was applied last";
        return new Comparison(earlier, affected, List.of(), List.of());
    }

    /** Compares definitions with those of then; jars, and what lies outside the work tree, are as they are now. */
    public Comparison compare(Homelab homelab, Definitions definitions) {
        String asked = revision.orElseThrow();
        Git git = definitions
                .git()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--since needs definitions in a work tree of Git; this inventory is in none."));
        Optional<String> commit = git.commit(asked);
        if (commit.isEmpty()) {
            return withNothing(
                    homelab,
                    "git does not know revision \"%s\" here (a shallow clone, or a force push)".formatted(asked));
        }
        List<ChangedFile> changed = git.changedSince(commit.get(), definitions.places());
        Checkout then = git.open(commit.get());
        checkout = Optional.of(then);
        try {
            Homelab earlier = git.differing(changed, definitions.places())
                    .flatMap(files -> homelab.earlier(then, files))
                    .orElseGet(() -> {
                        then.writeAll();
                        return definitions.read(then);
                    });
            return new Comparison(
                    "revision " + asked, homelab.affectedSince(Optional.of(earlier)), changed, homelab.leftOut());
        } catch (InvalidDefinitionsException e) {
            return withNothing(homelab, "the definitions of revision \"%s\" are not valid".formatted(asked));
        }
    }

    private static Comparison withNothing(Homelab homelab, String why) {
        return new Comparison(
                "nothing, since " + why, homelab.affectedSince(Optional.empty()), List.of(), homelab.leftOut());
    }

    /** Removes the files of then, which are read when they are compared. */
    @Override
    public void close() {
        checkout.ifPresent(Checkout::close);
    }
}
