// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.runner.Homelab;
import dev.homelab.runner.guard.Consent;
import dev.homelab.runner.guard.Mandate;
import dev.homelab.runner.guard.Scope;
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

/** The options that say what a run is limited to, and what it may do that it would not by itself. */
final class Limits {

    static final String YES_DELETE = "HOMELAB_YES_DELETE";
    static final String ACCEPT = "HOMELAB_ACCEPT";

    @Option(
            names = "--only",
            paramLabel = "NAME",
            description =
                    "Change nothing but this service; may be given several times. The plan is of all, and counts the rest.")
    private List<String> services = List.of();

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            description = "Change nothing but at this target; may be given several times.")
    private List<String> targets = List.of();

    @Option(
            names = "--without",
            paramLabel = "TARGET",
            description = "Go on without this target, such as one that is away; may be given several times.")
    private List<String> without = List.of();

    @Option(
            names = "--adopt",
            paramLabel = "TARGET/KEY",
            description = "Take over what is in the way, as the plan names it; may be given several times.")
    private List<String> adopted = List.of();

    @Option(
            names = "--adopt-service",
            paramLabel = "NAME",
            description = "Take over everything that is in the way of this service; may be given several times.")
    private List<String> adoptedServices = List.of();

    @Option(
            names = "--yes-delete",
            paramLabel = "NUMBER",
            description = "Delete this many resources, if it is more than usual (or: variable " + YES_DELETE + ").")
    private Optional<Integer> deletions = Optional.empty();

    @Option(
            names = "--accept",
            paramLabel = "NAME:RISK",
            description = "Take this risk, as the plan names it; may be given several times (or: variable " + ACCEPT
                    + ", separated by commas).")
    private List<String> accepted = List.of();

    @Option(
            names = "--refresh-images",
            description =
                    "Ask registries what tags mean now, and make anew what runs another image. Nobody asks them otherwise.")
    private boolean refreshImages;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    private Mandate mandate(Map<String, String> environment) {
        Scope scope = new Scope(new HashSet<>(services), new HashSet<>(targets), new HashSet<>(without));
        Set<String> risks = new HashSet<>(accepted);
        Stream.of(environment.getOrDefault(ACCEPT, "").split(",", -1))
                .map(String::strip)
                .filter(risk -> !risk.isEmpty())
                .forEach(risks::add);
        return new Mandate(
                scope,
                new Consent(
                        new HashSet<>(adopted),
                        new HashSet<>(adoptedServices),
                        deletions.or(() -> number(environment)),
                        risks),
                refreshImages);
    }

    /** Tells a homelab what was said. */
    Homelab apply(Homelab homelab, Map<String, String> environment) {
        Mandate mandate = mandate(environment);
        homelab.within(mandate.scope()).agreeing(mandate.consent());
        return mandate.refreshImages() ? homelab.refreshingImages() : homelab;
    }

    private Optional<Integer> number(Map<String, String> environment) {
        try {
            return Optional.ofNullable(environment.get(YES_DELETE))
                    .filter(text -> !text.isBlank())
                    .map(text -> Integer.valueOf(text.strip()));
        } catch (NumberFormatException e) {
            throw wrongUsage(YES_DELETE + " must be a number, such as 7.");
        }
    }

    /** Returns whether any of the options was given. */
    boolean areGiven() {
        return !mandate(Map.of()).equals(Mandate.usual());
    }

    ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
