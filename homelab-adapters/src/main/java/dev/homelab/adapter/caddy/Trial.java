// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import static java.util.stream.Collectors.joining;

import dev.homelab.problem.Problem;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks Caddy whether it would take files that are not written yet, by having it adapt its Caddyfile with their text at its end. Changes
 * nothing.
 *
 * <p>The files that are there are in it, too. So a site of a hostname that they have is tried under another name, at which
 * everything but the name is judged.
 */
final class Trial {

    private static final Pattern SITE = Pattern.compile("(?m)^(https?)://([^:/\\s]++)\\S*+ \\{$");
    private static final Pattern IMPORT = Pattern.compile("(?m)^[ \\t]*+import[ \\t]++[^/*.\\s]*+[/*.]");

    private final CaddyServer server;
    private final CaddyProblems problems;
    private final Supplier<Optional<String>> caddyfile;

    /**
     * Prepares to ask.
     *
     * @param caddyfile the text of the Caddyfile, if the host has it where Caddy has
     */
    Trial(CaddyServer server, CaddyProblems problems, Supplier<Optional<String>> caddyfile) {
        this.server = server;
        this.problems = problems;
        this.caddyfile = caddyfile;
    }

    /** Returns why Caddy would not take these files, when those are there. */
    List<Problem> problems(List<Desired<RouteFile>> desired, List<Observed<RouteFile>> there) {
        List<Desired<RouteFile>> changed =
                desired.stream().filter(want -> isChanged(want, there)).toList();
        if (changed.isEmpty()) {
            return List.of();
        }
        if (there.isEmpty() && isSurelyNotImported()) {
            return List.of(problems.notImported());
        }
        Set<String> taken = hostnames(there);
        Optional<String> refusal = server.wouldRefuse(
                changed.stream().map(want -> candidate(want, taken)).collect(joining("\n")));
        if (refusal.isEmpty()) {
            return List.of();
        }
        Optional<String> already = server.wouldRefuse("");
        if (already.isPresent()) {
            boolean isMended = changed.stream()
                    .anyMatch(
                            want -> already.get().contains("/" + want.resource().name()));
            return isMended ? List.of() : List.of(problems.caddyfile(already.get()));
        }
        List<Problem> found = changed.stream()
                .flatMap(want -> server.wouldRefuse(candidate(want, taken)).stream()
                        .map(reason -> problems.wouldBeRefused(want.service(), reason)))
                .toList();
        return found.isEmpty() ? List.of(problems.caddyfile(refusal.get())) : found;
    }

    private static boolean isChanged(Desired<RouteFile> want, List<Observed<RouteFile>> there) {
        return there.stream().noneMatch(file -> file.resource().equals(want.resource()));
    }

    private static Set<String> hostnames(List<Observed<RouteFile>> there) {
        Set<String> names = new HashSet<>();
        there.stream()
                .filter(file -> file.owner().isPresent())
                .flatMap(file -> SITE.matcher(file.resource().text()).results())
                .forEach(site -> names.add(site.group(2)));
        return names;
    }

    /** Files of one service have other names than those of another, and none has one that a person would use. */
    private static String candidate(Desired<RouteFile> want, Set<String> taken) {
        Matcher site = SITE.matcher(want.resource().text());
        StringBuilder text = new StringBuilder();
        for (int i = 0; site.find(); i++) {
            site.appendReplacement(
                    text,
                    taken.contains(site.group(2))
                            ? "https://" + want.service() + "-" + i + ".homelab-check.invalid {"
                            : Matcher.quoteReplacement(site.group()));
        }
        return site.appendTail(text).toString();
    }

    /** One that imports other files may import ours there. */
    private boolean isSurelyNotImported() {
        return caddyfile
                .get()
                .filter(text -> IMPORT.matcher(text).results().findAny().isEmpty())
                .isPresent();
    }
}
