// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.option;

import dev.homelab.runner.detect.Git;
import dev.homelab.runner.guard.Consent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The options by which a person agrees to what a run would not do by itself. A pipeline
 * gives the same confirmations by variables, or by trailers in the message of the commit.
 */
public final class ConsentOptions {

    public static final String YES_DELETE = "HOMELAB_YES_DELETE";
    public static final String ACCEPT = "HOMELAB_ACCEPT";

    /** In the message of a commit: {@code Homelab-Accept: NAME:RISK}, once for each. */
    public static final String ACCEPT_TRAILER = "Homelab-Accept";

    /** In the message of a commit: {@code Homelab-Yes-Delete: NUMBER}. */
    public static final String YES_DELETE_TRAILER = "Homelab-Yes-Delete";

    @Option(
            names = "--adopt",
            paramLabel = "TARGET/KEY",
            description = "Adopt a conflicting resource, as the plan names it; may be given several times.")
    private List<String> adopted = List.of();

    @Option(
            names = "--adopt-service",
            paramLabel = "NAME",
            description = "Adopt everything that conflicts with this service; may be given several times.")
    private List<String> adoptedServices = List.of();

    @Option(
            names = "--yes-delete",
            paramLabel = "NUMBER",
            description = "Delete this many resources, if it is more than usual (or: variable " + YES_DELETE + ", or \""
                    + YES_DELETE_TRAILER + ": NUMBER\" in the message of the commit).")
    private Optional<Integer> deletions = Optional.empty();

    @Option(
            names = "--accept",
            paramLabel = "NAME:RISK",
            description = "Take this risk, as the plan names it, or " + Consent.OLDER
                    + " for definitions of an older commit than was applied last; may be given several times (or: variable "
                    + ACCEPT
                    + ", separated by commas, or \"" + ACCEPT_TRAILER + ": NAME:RISK\" in the message of the commit).")
    private List<String> accepted = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Returns what was said. */
    public Consent consent(Map<String, String> environment, Optional<Git> git) {
        Set<String> risks = new HashSet<>(accepted);
        Stream.concat(trailers(git, ACCEPT_TRAILER), Stream.of(environment.getOrDefault(ACCEPT, "")))
                .flatMap(text -> Stream.of(text.split(",", -1)))
                .map(String::strip)
                .filter(risk -> !risk.isEmpty())
                .forEach(risks::add);
        return new Consent(
                new HashSet<>(adopted),
                new HashSet<>(adoptedServices),
                deletions
                        .or(() -> number(YES_DELETE, Optional.ofNullable(environment.get(YES_DELETE))))
                        .or(() -> number(
                                YES_DELETE_TRAILER,
                                trailers(git, YES_DELETE_TRAILER).findFirst())),
                risks);
    }

    private static Stream<String> trailers(Optional<Git> git, String key) {
        return git.stream().flatMap(tree -> tree.trailers(key).stream());
    }

    private Optional<Integer> number(String name, Optional<String> said) {
        try {
            return said.filter(text -> !text.isBlank()).map(text -> Integer.valueOf(text.strip()));
        } catch (NumberFormatException e) {
            throw new ParameterException(spec.commandLine(), name + " must be a number, such as 7.");
        }
    }
}
