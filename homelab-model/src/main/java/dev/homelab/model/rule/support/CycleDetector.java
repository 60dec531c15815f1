// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.support;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A way through things that need each other, which comes back to where it began. */
public final class CycleDetector {

    private final Map<String, Set<String>> needs;
    private final Set<String> way = new LinkedHashSet<>();
    private final Set<String> harmless = new HashSet<>();

    private CycleDetector(Map<String, Set<String>> needs) {
        this.needs = needs;
    }

    /** Returns the first circle there is, each needing the next and the last the first. */
    public static Optional<List<String>> in(Map<String, Set<String>> needs) {
        CycleDetector circle = new CycleDetector(needs);
        return needs.keySet().stream()
                .flatMap(name -> circle.from(name).stream())
                .findFirst();
    }

    private Optional<List<String>> from(String name) {
        if (harmless.contains(name)) {
            return Optional.empty();
        }
        if (!way.add(name)) {
            List<String> walked = new ArrayList<>(way);
            return Optional.of(walked.subList(walked.indexOf(name), walked.size()));
        }
        Optional<List<String>> found = needs.getOrDefault(name, Set.of()).stream()
                .flatMap(next -> from(next).stream())
                .findFirst();
        way.remove(name);
        harmless.add(name);
        return found;
    }
}
