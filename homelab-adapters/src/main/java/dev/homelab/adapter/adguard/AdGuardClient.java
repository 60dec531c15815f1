// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.adguard;

import dev.homelab.adapter.adguard.AdGuardApi.Row;
import dev.homelab.adapter.adguard.AdGuardApi.Switch;
import dev.homelab.adapter.support.http.Calls;
import dev.homelab.adapter.support.http.Delay;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import retrofit2.Call;
import retrofit2.Response;

/**
 * The calls to an AdGuard Home. Each signs in by itself, so there is no session to end.
 *
 * <p>A read without an answer is made again, twice. A write never is: the first may have arrived, and the same rewrite would be there
 * twice.
 */
final class AdGuardClient {

    private static final int READS = 3;
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;

    private final AdGuardApi api;
    private final Calls calls;
    private final AdGuardProblems problems;
    private final Delay pause;

    /** Connects to nothing yet. */
    AdGuardClient(AdGuardApi api, Where where, Delay pause) {
        this.api = api;
        this.calls = new Calls(where);
        this.problems = new AdGuardProblems(where);
        this.pause = pause;
    }

    /** Returns all rewrites, in the order of the server. */
    List<Row> rewrites() {
        Response<List<Row>> answer = success(api.rewrites(), read(api::rewrites));
        List<Row> rows = answer.body();
        if (rows == null) {
            throw new TargetException(problems.noList());
        }
        return rows;
    }

    /** Returns whether rewrites are in force at all. */
    boolean areInForce() {
        Response<Switch> answer = read(api::settings);
        if (answer.code() == NOT_FOUND) {
            return true;
        }
        Switch all = success(api.settings(), answer).body();
        return all == null || !Boolean.FALSE.equals(all.enabled());
    }

    void add(Row row) {
        write(api.add(row));
    }

    void delete(Row row) {
        write(api.delete(row));
    }

    private void write(Call<Void> call) {
        success(call, calls.send(call));
    }

    private <T> Response<T> read(Supplier<Call<T>> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get().execute();
            } catch (IOException e) {
                if (attempt >= READS || !pause.take(STEP)) {
                    throw new TargetException(calls.noAnswer(call.get(), e));
                }
            }
        }
    }

    /** Releases before 0.107.65 answer 403 to a wrong password; later ones 401, also to the right one while they are on guard. */
    private <T> Response<T> success(Call<T> call, Response<T> answer) {
        if (answer.isSuccessful()) {
            return answer;
        }
        throw new TargetException(
                switch (answer.code()) {
                    case UNAUTHORIZED, FORBIDDEN -> problems.wrongPassword();
                    case TOO_MANY -> problems.tooManySignIns();
                    default -> calls.refused(call, answer);
                });
    }
}
