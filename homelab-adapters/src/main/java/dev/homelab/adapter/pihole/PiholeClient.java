// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homelab.adapter.pihole.PiholeApi.SignIn;
import dev.homelab.adapter.pihole.PiholeApi.Ticket;
import dev.homelab.adapter.support.http.Calls;
import dev.homelab.adapter.support.http.Delay;
import dev.homelab.adapter.support.http.Timeouts;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retrofit2.Call;
import retrofit2.Response;

/**
 * A sign-in at a Pi-hole, and the calls it makes. Its user closes it, since Pi-hole has few seats (16 in v6.4.1).
 *
 * <p>A Pi-hole restarts now and then, by what we write, by what people write, and by itself; meanwhile it answers nothing, or the
 * proxy in front of it answers 502. It also ends sessions at any time. So calls that only read wait until it is back, and sign in
 * again when asked.
 *
 * <p>Statuses and keys are those of FTL v6.4.1, measured.
 */
final class PiholeClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PiholeClient.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration STEP = Duration.ofSeconds(1);

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    /** What a proxy answers while the server behind it does not. */
    private static final Set<Integer> AWAY = Set.of(502, 503, 504);

    private final PiholeApi api;
    private final Calls calls;
    private final PiholeProblems problems;
    private final Delay pause;
    private final Timeouts timeouts;
    private final String password;
    private @Nullable String sid;
    private @Nullable Boolean mayRestart;
    private boolean isApplication;
    private boolean isRestartDue;
    private boolean isGivenUp;

    /**
     * Connects to nothing yet.
     *
     * @param api makes the client of the API, given the headers of a call
     */
    PiholeClient(
            Function<Supplier<Map<String, String>>, PiholeApi> api,
            String password,
            Where where,
            Timeouts timeouts,
            Delay pause) {
        this.calls = new Calls(where);
        this.problems = new PiholeProblems(where);
        this.pause = pause;
        this.timeouts = timeouts;
        this.password = password;
        this.api = api.apply(this::headers);
    }

    /** What became of a write. */
    sealed interface Written {

        /** It was made. */
        record Done() implements Written {}

        /**
         * It was refused.
         *
         * @param reason what Pi-hole said
         */
        record Refused(String reason) implements Written {}

        /** There was no answer: only reading shows whether it was made. */
        record Unknown() implements Written {}
    }

    /** Signs in once; a Pi-hole without a password lets everybody in. */
    void signIn() {
        signIn(timeouts.forSignIn());
    }

    private void signIn(Duration patience) {
        sid = null;
        Supplier<Call<SignIn>> call = () -> api.signIn(Map.of("password", password));
        Response<SignIn> answer = patiently(patience, call, PiholeClient::isRateLimited);
        SignIn signIn = answer.body();
        if (signIn != null) {
            Ticket ticket = signIn.session();
            sid = ticket.sid();
            isApplication = ticket.isOfApplication();
        } else if (answer.code() != UNAUTHORIZED || !isOpenToAll()) {
            throw refused(answer);
        }
    }

    /** Finds out what keeps changes from being taken, or kept. */
    Optional<Problem> writeProblem() {
        if (isTrue(get(api::readOnly), "/config/misc/readOnly")) {
            return Optional.of(problems.readOnly());
        }
        return isApplication && !isTrue(get(api::appSudo), "/config/webserver/api/app_sudo")
                ? Optional.of(problems.mayNotWrite())
                : Optional.empty();
    }

    /** Returns whether it may be asked to restart. */
    boolean mayRestart() {
        if (mayRestart == null) {
            mayRestart = isTrue(get(api::allowDestructive), "/config/webserver/api/allow_destructive");
        }
        return mayRestart;
    }

    /**
     * Returns the records.
     *
     * @throws TargetException if there are none to be had
     */
    PiholeArrays arrays() {
        JsonNode dns = get(api::dns).at("/config/dns");
        if (!PiholeArrays.areIn(dns)) {
            throw problems.hidden(); // else the next write would be without what people wrote
        }
        return PiholeArrays.of(dns);
    }

    /**
     * Replaces the whole of some arrays, by name.
     *
     * @param restarts whether Pi-hole restarts to use them
     * @param isLast whether it is to do so now; if not, {@link #restartIfDue} does it
     */
    Written replace(Map<String, List<String>> arrays, boolean restarts, boolean isLast) {
        boolean waits = restarts && !isLast;
        Supplier<Call<Void>> call =
                () -> api.change(Map.of("config", Map.of("dns", arrays)), waits ? Boolean.FALSE : null);
        try {
            Response<Void> answer = signedIn(call);
            if (AWAY.contains(answer.code())) {
                return unknown(waits);
            }
            if (answer.isSuccessful()) {
                isRestartDue = restarts ? !isLast : isRestartDue;
                if (restarts && isLast) {
                    awaitRestart();
                }
                return new Written.Done();
            }
            return new Written.Refused(reason(call.get(), answer));
        } catch (IOException e) {
            LOG.debug("No answer to a write; what is there now decides.", e);
            return unknown(waits);
        }
    }

    private Written unknown(boolean mayWait) {
        isRestartDue |= mayWait;
        return new Written.Unknown();
    }

    /** Restarts Pi-hole if something that was written waits for it. */
    void restartIfDue() {
        if (isRestartDue) {
            Response<Void> answer = patiently(timeouts.forRestart(), api::restart, response -> false);
            if (!answer.isSuccessful()) {
                throw new TargetException(calls.refused(api.restart(), answer));
            }
            isRestartDue = false;
            awaitRestart();
        }
    }

    /** Signs out, whatever happened. What goes wrong here is of no consequence, and must not hide what was. */
    @Override
    public void close() {
        try {
            restartIfDue();
        } catch (TargetException e) {
            LOG.debug("Restarting Pi-hole failed; what was written takes effect with its next restart.", e);
        }
        if (sid == null) {
            return;
        }
        try {
            patiently(isGivenUp ? Duration.ZERO : timeouts.forSignIn(), api::signOut, response -> false);
        } catch (TargetException e) {
            LOG.debug("Signing out of Pi-hole failed; the session ends by itself.", e);
        } finally {
            sid = null;
        }
    }

    /** The old process still answers for up to 0.3 seconds, so the first look had better come later. */
    private void awaitRestart() {
        pause.take(STEP);
    }

    private JsonNode get(Supplier<Call<JsonNode>> call) {
        Response<JsonNode> answer = patiently(timeouts.forRestart(), call, response -> false);
        JsonNode body = answer.body();
        if (!answer.isSuccessful() || body == null) {
            throw new TargetException(calls.refused(call.get(), answer));
        }
        return body;
    }

    /**
     * Makes a call that may be made again, until there is an answer or patience ends. Who waited in vain once does not wait as long
     * again.
     */
    private <T> Response<T> patiently(Duration limit, Supplier<Call<T>> call, Predicate<Response<T>> isTooEarly) {
        Duration patience = isGivenUp && limit.compareTo(timeouts.forSignIn()) > 0 ? timeouts.forSignIn() : limit;
        long begin = System.nanoTime();
        Duration paused = Duration.ZERO;
        boolean isCancelled = false;
        while (true) {
            isCancelled |= Thread.currentThread().isInterrupted(); // a request takes the mark away
            boolean isOver =
                    isCancelled || paused.compareTo(patience) >= 0 || System.nanoTime() - begin >= patience.toNanos();
            try {
                Response<T> answer = signedIn(call);
                if (isOver || !(AWAY.contains(answer.code()) || isTooEarly.test(answer))) {
                    isGivenUp = !isCancelled && AWAY.contains(answer.code());
                    return answer;
                }
            } catch (IOException e) {
                if (isOver) {
                    isGivenUp = !isCancelled;
                    throw new TargetException(calls.noAnswer(call.get(), e));
                }
            }
            isCancelled |= !pause.take(STEP);
            paused = paused.plus(STEP);
        }
    }

    /** Makes a call, and once more after signing in again if the session has ended. */
    private <T> Response<T> signedIn(Supplier<Call<T>> call) throws IOException {
        Response<T> answer = call.get().execute();
        if (answer.code() != UNAUTHORIZED || sid == null || isSignOut(answer)) {
            return answer;
        }
        signIn(timeouts.forRestart());
        return call.get().execute();
    }

    private static boolean isSignOut(Response<?> answer) {
        return answer.raw().request().method().equals("DELETE");
    }

    private Map<String, String> headers() {
        return sid == null ? Map.of() : Map.of("X-FTL-SID", sid);
    }

    private boolean isOpenToAll() {
        SignIn open = calls.send(api.signedIn()).body();
        return open != null && open.session().valid();
    }

    private String reason(Call<?> call, Response<?> answer) {
        JsonNode error = error(answer);
        String message = error.path("message").asText();
        if (answer.code() == FORBIDDEN) {
            throw new TargetException(
                    message.contains("app") || error.path("hint").asText().contains("app_sudo")
                            ? problems.mayNotWrite()
                            : problems.readOnly());
        }
        if (answer.code() != BAD_REQUEST) {
            throw new TargetException(calls.refused(call, answer));
        }
        return error.path("hint").asText(message.isEmpty() ? "it does not say why" : message);
    }

    private TargetException refused(Response<SignIn> answer) {
        if (answer.code() == TOO_MANY) {
            return isRateLimited(answer) ? problems.tooManySignIns() : problems.noSeat();
        }
        if (answer.code() == UNAUTHORIZED) {
            return problems.wrongPassword();
        }
        if (error(answer).path("message").asText().contains("2FA")) {
            return problems.secondFactor();
        }
        return new TargetException(calls.refused(api.signedIn(), answer));
    }

    private static boolean isRateLimited(Response<?> answer) {
        return answer.code() == TOO_MANY && error(answer).path("key").asText().equals("rate_limiting");
    }

    private static boolean isTrue(JsonNode body, String path) {
        return body.at(path).asBoolean();
    }

    private static JsonNode error(Response<?> answer) {
        try {
            return JSON.readTree(Calls.errorBody(answer)).path("error");
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
