// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static java.util.stream.Collectors.joining;

import dev.homelab.model.value.ServiceName;
import dev.homelab.runner.reason.Comparison;

/**
 * What is affected, as variables for later jobs of a pipeline. GitLab takes 5 KB and 20 of them, without quotes, spaces and
 * empty lines.
 */
public final class Dotenv {

    /** More than all services of a large home have, and well within 5 KB. */
    private static final int MOST_CHARACTERS = 4_000;

    private static final String ANY = "*";

    private Dotenv() {}

    /** Returns how many services are affected and which; {@code *} stands for more of them than there is room for. */
    public static String of(Comparison comparison) {
        String names =
                comparison.affected().keySet().stream().map(ServiceName::value).collect(joining(","));
        return text(Integer.toString(comparison.affected().size()), names.length() > MOST_CHARACTERS ? ANY : names);
    }

    /** Returns the variables where the number is unknown. */
    public static String unknown() {
        return text("unknown", ANY);
    }

    private static String text(String count, String names) {
        return "HOMELAB_TOUCHED=%s\nHOMELAB_TOUCHED_SERVICES=%s\n".formatted(count, names);
    }
}
