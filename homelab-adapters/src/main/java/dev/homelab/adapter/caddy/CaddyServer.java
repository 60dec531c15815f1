// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homelab.adapter.support.http.Calls;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import retrofit2.Call;
import retrofit2.Response;

/**
 * A Caddy and its Caddyfile. What is sent never is the Caddyfile itself but one line that imports it, so that Caddy reads it as it does at
 * its start: with the variables of its own environment, and with paths from its folder on.
 */
final class CaddyServer {

    private static final JsonMapper JSON = new JsonMapper();
    private static final MediaType CADDYFILE = MediaType.get("text/caddyfile");
    private static final int BAD_REQUEST = 400;
    private static final int ATTEMPTS = 3;

    private final CaddyApi api;
    private final Calls calls;
    private final String caddyfile;

    CaddyServer(CaddyApi api, Where where, String caddyfile) {
        this.api = api;
        this.calls = new Calls(where);
        this.caddyfile = caddyfile;
    }

    RunningConfig running() {
        return new RunningConfig(again(() -> calls.get(api.config())));
    }

    /** Returns why Caddy would not take its Caddyfile with more text at its end; nothing if it would. Changes nothing. */
    Optional<String> wouldRefuse(String more) {
        return again(() -> refusal(api.adapt(body(more))));
    }

    /** Puts the Caddyfile in force as it is now, with all that it imports. Returns why Caddy refuses it; nothing if it does not. */
    Optional<String> load() {
        return again(() -> refusal(api.load(body(""))));
    }

    /**
     * With every configuration that comes into force, Caddy ends connections to its API that are kept. Nothing is done twice by what is
     * asked again: the same configuration changes nothing.
     */
    private static <T> T again(Supplier<T> request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return request.get();
            } catch (TargetException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private RequestBody body(String more) {
        String text = "import " + CaddyToken.plain(caddyfile) + "\n" + more;
        return RequestBody.create(CADDYFILE, text.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> refusal(Call<?> call) {
        Response<?> response = calls.send(call);
        if (response.code() == BAD_REQUEST) {
            return Optional.of(reason(Calls.errorBody(response)));
        }
        if (!response.isSuccessful()) {
            throw new TargetException(calls.refused(call, response));
        }
        return Optional.empty();
    }

    private static String reason(String body) {
        try {
            JsonNode error = JSON.readTree(body).path("error");
            return (error.isTextual() ? error.asText() : body)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
        } catch (IOException e) {
            return body.lines().findFirst().orElse("").strip();
        }
    }
}
