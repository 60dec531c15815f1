// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.notice;

import dev.homelab.adapter.support.http.Delay;
import dev.homelab.report.Ending;
import dev.homelab.report.Notifier;
import dev.homelab.report.Report;
import dev.homelab.spi.HttpAnswer;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one notification, when a run has ended: for channels whose messages cannot be edited, such as those that reach a phone.
 * A run that had nothing to do and found nothing wrong sends none, unless the run before it had failed.
 *
 * <p>Never throws, and never says an address or a token. It waits for a few seconds in all where the server asks for that
 * (429), and sends nothing twice: a message without an answer may have arrived.
 */
public final class EndNotifier implements Notifier {

    private static final Logger LOG = LoggerFactory.getLogger(EndNotifier.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final int TOO_MANY = 429;

    /** Sends one message. */
    @FunctionalInterface
    public interface Sender {

        /**
         * Sends it and returns what the server answers.
         *
         * @throws IOException if there is no answer
         */
        HttpAnswer send(Notice notice) throws IOException;
    }

    private final String channel;
    private final Markup markup;
    private final Delay delay;
    private final Sender sender;
    private Duration patience = PATIENCE;
    private boolean sent;

    /**
     * A notifier for one run.
     *
     * @param channel its name in warnings, such as ntfy
     */
    public EndNotifier(String channel, Markup markup, Sender sender) {
        this(channel, markup, Delay.real(), sender);
    }

    /** The same with a wait of its own. */
    public EndNotifier(String channel, Markup markup, Delay delay, Sender sender) {
        this.channel = channel;
        this.markup = markup;
        this.delay = delay;
        this.sender = sender;
    }

    @Override
    public void tell(Report report) {
        if (sent || report.ending().isEmpty() || isQuiet(report)) {
            return;
        }
        sent = true;
        try {
            send(Notice.of(report, markup));
        } catch (IOException | RuntimeException e) { // its message may have the address in it
            LOG.warn(
                    "The notification was not sent to {}: {}.",
                    channel,
                    e.getClass().getSimpleName());
        }
    }

    private static boolean isQuiet(Report report) {
        boolean good = report.ending().filter(Ending.DONE::equals).isPresent();
        return good
                && report.steps().isEmpty()
                && report.problems().isEmpty()
                && report.failed().isEmpty()
                && report.remarks().stream().noneMatch(remark -> remark.startsWith(Report.RECOVERED));
    }

    private void send(Notice notice) throws IOException {
        HttpAnswer answer = sender.send(notice);
        while (answer.status() == TOO_MANY && hasPatience(answer)) {
            answer = sender.send(notice);
        }
        if (!answer.isSuccess()) {
            LOG.warn("The notification was not sent to {}: it answers {}.", channel, answer.status());
        }
    }

    /** Waits as long as the server asks for, unless that is longer than all that is left. */
    private boolean hasPatience(HttpAnswer answer) {
        Duration asked = answer.header("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(SHORTEST_WAIT);
        Duration wait = asked.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : asked;
        if (wait.compareTo(patience) > 0) {
            return false;
        }
        patience = patience.minus(wait);
        return delay.take(wait);
    }
}
