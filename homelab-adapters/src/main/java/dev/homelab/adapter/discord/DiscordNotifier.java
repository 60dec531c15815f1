// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.adapter.discord.DiscordApi.Sent;
import dev.homelab.adapter.discord.DiscordApi.TooMany;
import dev.homelab.adapter.support.http.Apis;
import dev.homelab.adapter.support.http.Calls;
import dev.homelab.adapter.support.http.Delay;
import dev.homelab.adapter.support.notice.Notice;
import dev.homelab.report.Notifier;
import dev.homelab.report.Report;
import dev.homelab.spi.HttpClient;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retrofit2.Call;
import retrofit2.Response;

/**
 * Notifies a channel on Discord of one run, in one message that is edited as the run goes on.
 *
 * <p>Never throws, and never says the webhook's address, which is a secret: it lets its owner write to the channel.
 * It edits the message once in a second at most, waits for a few seconds in all where Discord asks for that, and gives up where Discord does not know the webhook.
 */
public final class DiscordNotifier implements Notifier {

    private static final Logger LOG = LoggerFactory.getLogger(DiscordNotifier.class);
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration INTERVAL = Duration.ofSeconds(1); // about 5 in 2 seconds are taken
    private static final long SHORTEST_WAIT = 100; // milliseconds, lest patience never ends
    private static final int MOST_SILENCES = 2;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;

    private final HttpClient http;
    private final String webhook;
    private final Delay pause;
    private final Clock clock;
    private Instant toldAt = Instant.EPOCH;
    private Duration patience = PATIENCE;
    private int silences;
    private boolean gaveUp;
    private @Nullable String message;
    private @Nullable DiscordMessage shown;

    /** Notifies the channel of this webhook. One notifier is for one run. */
    public DiscordNotifier(HttpClient http, String webhook) {
        this(http, webhook, Delay.real(), Clock.systemUTC());
    }

    DiscordNotifier(HttpClient http, String webhook, Delay pause, Clock clock) {
        this.clock = clock;
        this.http = http;
        this.webhook = webhook;
        this.pause = pause;
    }

    @Override
    public void tell(Report report) {
        try {
            DiscordMessage text = DiscordMessage.of(Notice.of(report, DiscordMessage.MARKDOWN));
            if (!gaveUp && !text.equals(shown) && isDue(report)) {
                send(text);
            }
        } catch (IOException e) {
            silences++;
            gaveUp = silences >= MOST_SILENCES; // each silence may have cost half a minute
            warn(e.getClass().getSimpleName());
        } catch (RuntimeException e) {
            gaveUp = true;
            warn(e.getClass().getSimpleName()); // its message may have the address in it
        }
    }

    /** What comes too soon after another is skipped: the next one says it, too. The last always comes. */
    private boolean isDue(Report report) {
        return report.ending().isPresent() || !clock.instant().isBefore(toldAt.plus(INTERVAL));
    }

    private void send(DiscordMessage text) throws IOException {
        Response<Sent> answer = call(text).execute();
        while (answer.code() == TOO_MANY && hasPatience(answer)) {
            answer = call(text).execute();
        }
        Sent sent = answer.body();
        if (sent != null) {
            message = sent.id();
            shown = text;
            toldAt = clock.instant();
            return;
        }
        gaveUp = answer.code() == UNAUTHORIZED || answer.code() == NOT_FOUND;
        warn("it answers " + answer.code());
    }

    private Call<Sent> call(DiscordMessage text) {
        int query = webhook.indexOf('?') < 0 ? webhook.length() : webhook.indexOf('?');
        String address = webhook.substring(0, query);
        DiscordApi api = new Apis(http).api(DiscordApi.class, URI.create(address), Map::of);
        return message == null
                ? api.post(webhook, true, text)
                : api.edit(address + "/messages/" + message + webhook.substring(query), text);
    }

    /** Waits as long as Discord asks for, unless that is longer than all that is left. */
    private boolean hasPatience(Response<?> answer) throws JsonProcessingException {
        double seconds = JSON.readValue(Calls.errorBody(answer), TooMany.class).retryAfter();
        Duration asked = Duration.ofMillis(Math.max(SHORTEST_WAIT, (long) Math.ceil(seconds * 1000)));
        if (asked.compareTo(patience) > 0) {
            return false;
        }
        pause.take(asked);
        patience = patience.minus(asked);
        return true;
    }

    private static void warn(String reason) {
        LOG.warn("The notification was not sent to Discord: {}.", reason);
    }
}
