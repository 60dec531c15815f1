// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homelab.adapter.pihole.PiholeApi.SignIn;
import dev.homelab.adapter.pihole.PiholeApi.Ticket;
import dev.homelab.adapter.support.http.Calls;
import dev.homelab.adapter.support.http.Http;
import dev.homelab.adapter.support.http.Pause;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retrofit2.Call;
import retrofit2.Response;

/**
 * One sign-in at a Pi-hole, and the calls it makes. Its user closes it, since Pi-hole has few seats (16 in v6.4.1).
 *
 * <p>Statuses and keys are those of FTL v6.4.1, measured.
 */
final class PiholeClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PiholeClient.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BACK_OFF = Duration.ofSeconds(1);
    private static final int PATIENCE = 2;

    /** Larger databases take longer than the 1.2 seconds of an idle Pi-hole. */
    private static final int RESTART_PATIENCE = 30;

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;

    private final PiholeApi api;
    private final Calls calls;
    private final PiholeProblems problems;
    private final Pause pause;
    private @Nullable String sid;
    private boolean isApplication;
    private int patience;

    PiholeClient(Http http, URI url, Where where, Pause pause) {
        this.calls = new Calls(where);
        this.problems = new PiholeProblems(where);
        this.pause = pause;
        String base = url.toString().replaceFirst("/+$", "") + "/api/";
        this.api = http.api(PiholeApi.class, URI.create(base), this::headers);
    }

    /** Signs in once; a Pi-hole without a password lets everybody in. */
    void signIn(String password) {
        Response<SignIn> answer = calls.send(api.signIn(Map.of("password", password)));
        for (int tries = 0; isRateLimited(answer) && tries < PATIENCE; tries++) {
            pause.take(BACK_OFF);
            answer = calls.send(api.signIn(Map.of("password", password)));
        }
        SignIn signIn = answer.body();
        if (signIn != null) {
            Ticket ticket = signIn.session();
            sid = ticket.sid();
            isApplication = ticket.isOfApplication();
        } else if (answer.code() != UNAUTHORIZED || !isOpenToAll()) {
            throw refused(answer);
        }
    }

    /**
     * Makes sure that what will be written will be taken, and kept.
     *
     * @throws TargetException if not
     */
    void checkWritable() {
        if (isTrue(get(api::readOnly), "/config/misc/readOnly")) {
            throw problems.readOnly();
        }
        if (isApplication && !isTrue(get(api::appSudo), "/config/webserver/api/app_sudo")) {
            throw problems.mayNotWrite();
        }
    }

    /**
     * Returns the records.
     *
     * @throws TargetException if there are none to be had, or nobody may change them
     */
    PiholeArrays arrays() {
        JsonNode dns = get(api::dns).at("/config/dns");
        if (!PiholeArrays.areIn(dns)) {
            throw problems.hidden(); // else the next write would be without what people wrote
        }
        PiholeArrays arrays = PiholeArrays.of(dns);
        if (arrays.areHostsForced()) {
            throw problems.forced();
        }
        return arrays;
    }

    /**
     * Replaces the whole of some arrays, by name; returns why a line was refused, or nothing. What is read afterwards is
     * read with patience: a change of an alias restarts Pi-hole, which then refuses connections for a second or more.
     */
    Optional<String> replace(Map<String, List<String>> arrays) {
        Call<Void> call = api.change(Map.of("config", Map.of("dns", arrays)));
        Response<Void> answer = calls.send(call);
        if (answer.isSuccessful()) {
            expectRestart(arrays.containsKey(PiholeArrays.ALIASES));
            return Optional.empty();
        }
        if (answer.code() != BAD_REQUEST) {
            throw new TargetException(calls.refused(call, answer));
        }
        JsonNode error = error(answer);
        return Optional.of(error.path("hint").asText(error.path("message").asText("it does not say why")));
    }

    /** Signs out, whatever happened. What goes wrong here is of no consequence, and must not hide what was. */
    @Override
    public void close() {
        if (sid == null) {
            return;
        }
        try {
            calls.run(api.signOut());
        } catch (TargetException e) {
            LOG.debug("Signing out of Pi-hole failed; the session ends by itself.", e);
        } finally {
            sid = null;
        }
    }

    /** The old process still answers for up to 0.3 seconds, so the first look had better come later. */
    private void expectRestart(boolean isCertain) {
        patience = Math.max(patience, isCertain ? RESTART_PATIENCE : PATIENCE);
        if (isCertain) {
            pause.take(BACK_OFF);
        }
    }

    private JsonNode get(Supplier<Call<JsonNode>> call) {
        for (int tries = 0; tries < patience; tries++) {
            try {
                return calls.get(call.get());
            } catch (TargetException e) {
                pause.take(BACK_OFF);
            }
        }
        return calls.get(call.get());
    }

    private Map<String, String> headers() {
        return sid == null ? Map.of() : Map.of("X-FTL-SID", sid);
    }

    private boolean isOpenToAll() {
        SignIn open = calls.send(api.signedIn()).body();
        return open != null && open.session().valid();
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
