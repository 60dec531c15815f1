// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.health;

import dev.homelab.provision.Finding;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a container is, as {@code docker ps} says.
 *
 * @param state such as {@code running}
 * @param text such as {@code Up 5 seconds (healthy)} or {@code Exited (0) 2 hours ago}
 */
public record ContainerStatus(String state, String text) {

    /** A container without a health check is believed once it has been up this long: one that fails at once never is. */
    private static final int SECONDS_TO_BELIEVE = 5;

    private static final Pattern EXITED = Pattern.compile("Exited \\((\\d+)\\).*");
    private static final Pattern YOUNG = Pattern.compile("Up (?:(\\d+) seconds?|Less than a second).*");
    private static final Pattern HEALTH = Pattern.compile("Up .*\\((healthy|unhealthy|health: starting)\\)");

    /** Returns whether it runs, or Docker is about to start it again. */
    public boolean isUp() {
        return state.equals("running") || state.equals("restarting");
    }

    /** Returns the code it ended with; nothing if it has not ended. */
    public Optional<Integer> exitCode() {
        Matcher exited = EXITED.matcher(text);
        return exited.matches() ? Optional.of(Integer.valueOf(exited.group(1))) : Optional.empty();
    }

    public boolean hasDoneItsWork() {
        return exitCode().filter(code -> code == 0).isPresent();
    }

    /**
     * Says whether it is well.
     *
     * @param container its name in the Compose file
     * @param ends whether it is meant to end
     */
    public Finding finding(String container, boolean ends) {
        Optional<String> health = health();
        if (ends) {
            return new Finding(container + " runs or has done its work", isBelieved() || hasDoneItsWork(), found());
        }
        return health.isPresent()
                ? new Finding(container + " runs and is healthy", health.get().equals("healthy"), text)
                : new Finding(container + " runs", isBelieved(), found());
    }

    private Optional<String> health() {
        Matcher health = HEALTH.matcher(text);
        return health.matches() ? Optional.of(health.group(1)) : Optional.empty();
    }

    private boolean isBelieved() {
        return state.equals("running") && !isYoung();
    }

    private boolean isYoung() {
        Matcher young = YOUNG.matcher(text);
        return young.matches() && (young.group(1) == null || Integer.parseInt(young.group(1)) < SECONDS_TO_BELIEVE);
    }

    private String found() {
        return isYoung() ? text + ", too short to tell" : text;
    }
}
