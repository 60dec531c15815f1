// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.http;

import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How long a run waits for a server, as {@code 30s} or {@code 5m}. For slow servers, and for those that are restarted often.
 *
 * @param signIn for one that does not answer when the run begins; 10 seconds when absent
 * @param restart for one that stops answering later in the run, as it does while it restarts; 5 minutes when absent
 * @param verify for the answers that visitors get once all is written; a minute when absent
 */
public record Timeouts(
        Optional<@Pattern(regexp = FORM, message = MESSAGE) String> signIn,
        Optional<@Pattern(regexp = FORM, message = MESSAGE) String> restart,
        Optional<@Pattern(regexp = FORM, message = MESSAGE) String> verify) {

    private static final String FORM = "^[0-9]{1,4}[smh]$";
    private static final String MESSAGE = "must be a number of seconds, minutes or hours, such as 30s";
    private static final Duration SIGN_IN = Duration.ofSeconds(10);
    private static final Duration RESTART = Duration.ofMinutes(5);

    /** As long as usual. */
    public static Timeouts usual() {
        return new Timeouts(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns how long to wait for a server that does not answer when the run begins. */
    public Duration forSignIn() {
        return signIn.map(Timeouts::duration).orElse(SIGN_IN);
    }

    /** Returns how long to wait for a server that stops answering later in the run. */
    public Duration forRestart() {
        return restart.map(Timeouts::duration).orElse(RESTART);
    }

    /** Returns how long to wait for the answers that visitors get; empty for as long as for all targets. */
    public Optional<Duration> forVerify() {
        return verify.map(Timeouts::duration);
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }
}
