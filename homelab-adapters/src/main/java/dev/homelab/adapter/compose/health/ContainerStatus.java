// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.health;

import dev.homelab.provision.CheckResult;
import java.time.Duration;
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

    private static final Pattern EXITED = Pattern.compile("Exited \\((\\d+)\\).*");
    private static final Pattern YOUNG =
            Pattern.compile("Up (?:(\\d+) (second|minute)s?|Less than a second|(About a minute)).*");
    private static final Pattern HEALTH = Pattern.compile("Up .*\\((healthy|unhealthy|health: starting)\\)");

    /** Docker rounds down. */
    private static final Duration OLD = Duration.ofHours(1);

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
     * Says whether it is good. One without a health check has to stay up for a while, and so has a healthy one that has ended before.
     *
     * @param container its name in the Compose file
     * @param ends whether it is meant to end
     * @param life how often it has ended before
     */
    public CheckResult finding(String container, boolean ends, Life life) {
        Optional<String> health = health();
        if (ends) {
            return new CheckResult(
                    container + " runs or has done its work", isBelieved(life) || hasDoneItsWork(), found(life));
        }
        return health.isPresent()
                ? new CheckResult(
                        container + " runs and is healthy",
                        health.get().equals("healthy") && isBelieved(life),
                        found(life))
                : new CheckResult(container + " runs", isBelieved(life), found(life));
    }

    private Optional<String> health() {
        Matcher health = HEALTH.matcher(text);
        return health.matches() ? Optional.of(health.group(1)) : Optional.empty();
    }

    private boolean isBelieved(Life life) {
        return state.equals("running") && !isYoung(life);
    }

    private boolean isYoung(Life life) {
        boolean isTried =
                life.restarts() > 0 || health().filter("healthy"::equals).isEmpty();
        return isTried && uptime().filter(up -> up.compareTo(life.trial()) < 0).isPresent();
    }

    /** Returns how long it has been up, an hour if longer; nothing if it is not up. */
    private Optional<Duration> uptime() {
        if (!text.startsWith("Up ")) {
            return Optional.empty();
        }
        Matcher young = YOUNG.matcher(text);
        if (!young.matches()) {
            return Optional.of(OLD);
        }
        if (young.group(1) == null) {
            return Optional.of(young.group(3) == null ? Duration.ZERO : Duration.ofMinutes(1));
        }
        long count = Long.parseLong(young.group(1));
        return Optional.of(young.group(2).equals("minute") ? Duration.ofMinutes(count) : Duration.ofSeconds(count));
    }

    private String found(Life life) {
        return text + life.remark() + (isYoung(life) ? ", too short to judge" : "");
    }
}
