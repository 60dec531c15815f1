// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.http;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import retrofit2.Call;
import retrofit2.Response;

/**
 * Makes calls to one API, and turns what goes wrong into problems that name method, path, status and answer.
 *
 * @param where the target the API belongs to
 */
public record Calls(Where where) {

    /**
     * Makes a call and returns the answer, whatever its status.
     *
     * @throws TargetException if there is no answer
     */
    public <T> Response<T> send(Call<T> call) {
        try {
            return call.execute();
        } catch (IOException e) {
            throw new TargetException(noAnswer(call, e));
        }
    }

    /** Returns the problem of a call that got no answer. */
    public Problem noAnswer(Call<?> call, IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new Problem(
                "target not reachable",
                where,
                "%s got no answer: %s.".formatted(name(call), reason),
                "check that the server runs, and that its address in the inventory is right.");
    }

    /**
     * Makes a call and returns what it answers.
     *
     * @throws TargetException if there is no answer, or one that is not a success
     */
    public <T> T get(Call<T> call) {
        Response<T> response = send(call);
        T body = response.body();
        if (!response.isSuccessful() || body == null) {
            throw new TargetException(refused(call, response));
        }
        return body;
    }

    /**
     * Makes a call whose answer does not matter.
     *
     * @throws TargetException if there is no answer, or one that is not a success
     */
    public void run(Call<?> call) {
        Response<?> response = send(call);
        if (!response.isSuccessful()) {
            throw new TargetException(refused(call, response));
        }
    }

    /** Returns the problem of an answer that is not a success and has no problem of its own. */
    public Problem refused(Call<?> call, Response<?> response) {
        return new Problem(
                "target refused",
                where,
                "%s was answered %d: %s".formatted(name(call), response.code(), firstLine(response)),
                "see the answer; the target's own log may say more.");
    }

    /** Returns the first line of an error's body, or of its status when there is none. */
    public static String firstLine(Response<?> response) {
        String text = errorBody(response);
        return text.isBlank()
                ? response.message()
                : text.lines().findFirst().orElse("").strip();
    }

    /** Returns the body of an error answer, as often as asked; empty if there is none. */
    public static String errorBody(Response<?> response) {
        okhttp3.ResponseBody body = response.errorBody();
        return body == null ? "" : body.source().getBuffer().clone().readUtf8(); // Retrofit has buffered all of it
    }

    private static String name(Call<?> call) {
        return call.request().method() + " " + call.request().url().encodedPath();
    }
}
