// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.option;

import dev.homelab.runner.Homelab;
import dev.homelab.runner.InvalidDefinitionsException;
import dev.homelab.runner.detect.Checkout;
import dev.homelab.runner.detect.Git;
import java.util.Map;
import java.util.Optional;
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

    /**
     * What others are compared with.
     *
     * @param name what a person calls it
     * @param homelab the definitions; empty if nobody knows them
     */
    public record Earlier(String name, Optional<Homelab> homelab) {}

    public boolean isGiven() {
        return revision.isPresent();
    }

    /** Reads the definitions of then; jars, and what lies outside the work tree, are as they are now. */
    public Earlier read(Definitions definitions, Map<String, String> environment) {
        if (revision.isEmpty()) {
            return new Earlier("what was applied last", Optional.empty());
        }
        String asked = revision.get();
        Git git = definitions
                .git()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--since needs definitions in a work tree of Git; this inventory is in none."));
        return git.commit(asked)
                .map(commit -> read(git, asked, commit, definitions, environment))
                .orElseGet(() -> new Earlier(
                        "nothing, since git does not know revision \"%s\" here (a shallow clone, or a force push)"
                                .formatted(asked),
                        Optional.empty()));
    }

    private Earlier read(
            Git git, String asked, String commit, Definitions definitions, Map<String, String> environment) {
        Checkout then = git.checkOut(commit);
        checkout = Optional.of(then);
        try {
            return new Earlier("revision " + asked, Optional.of(definitions.read(then, environment)));
        } catch (InvalidDefinitionsException e) {
            return new Earlier(
                    "nothing, since the definitions of revision \"%s\" are not valid".formatted(asked),
                    Optional.empty());
        }
    }

    /** Removes the files of then, which are read when they are compared. */
    @Override
    public void close() {
        checkout.ifPresent(Checkout::close);
    }
}
