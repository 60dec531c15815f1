// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.option;

import dev.homelab.runner.RunRequest;
import dev.homelab.runner.detect.Git;
import dev.homelab.runner.guard.Consent;
import dev.homelab.runner.guard.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what a run is limited to, and all that may be said beside. */
public final class Limits {

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
            description = "Skip an unavailable target; may be given several times.")
    private List<String> without = List.of();

    @Option(
            names = "--changed",
            description =
                    "Change nothing but what definitions changed since it was applied; leave what was changed by hand.")
    private boolean changed;

    @Mixin
    private ConsentOptions words = new ConsentOptions();

    @Option(
            names = "--refresh-images",
            description =
                    "Check registries for updated tags, and recreate containers whose image changed. Without this option no registry is asked.")
    private boolean refreshImages;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Returns what was asked for by options, in the environment, or in the message of a commit. */
    public RunRequest request(Map<String, String> environment, Optional<Git> git) {
        RunRequest request = RunRequest.usual().with(scope()).with(words.consent(environment, git));
        return refreshImages ? request.refreshingImages() : request;
    }

    /** Returns the targets that are skipped. */
    public Set<String> without() {
        return Set.copyOf(without);
    }

    private Scope scope() {
        return new Scope(new HashSet<>(services), new HashSet<>(targets), new HashSet<>(without), changed);
    }

    /** Returns whether any of the options was given. */
    public boolean areGiven() {
        return refreshImages
                || !scope().equals(Scope.everything())
                || !words.consent(Map.of(), Optional.empty()).equals(Consent.none());
    }

    public ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
