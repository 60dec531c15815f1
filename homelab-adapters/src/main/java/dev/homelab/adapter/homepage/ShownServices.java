// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.adapter.support.http.Calls;
import dev.homelab.problem.Problem;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Desired;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.util.Set;
import java.util.function.Function;
import okhttp3.ResponseBody;
import retrofit2.Response;

/**
 * What Homepage shows, by its own word: a file that it does not take is no error to it, but a page without tiles.
 *
 * @param api its address
 * @param calls makes the calls
 */
record ShownServices(HomepageApi api, Calls calls) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Its own sign-in, and another's in front of it. */
    private static final Set<Integer> SIGN_IN = Set.of(401, 403, 301, 302, 303, 307, 308);

    private static final int WRONG_HOST = 400;

    /** Asks once, and returns what that says about each tile. */
    Function<Desired<ServiceTile>, CheckResult> look() {
        try {
            Response<ResponseBody> answer = calls.send(api.services());
            if (SIGN_IN.contains(answer.code())) {
                return all(true, "not looked at: the dashboard asks visitors to sign in");
            }
            ResponseBody body = answer.body();
            if (!answer.isSuccessful() || body == null) {
                String hint =
                        answer.code() == WRONG_HOST ? "; HOMEPAGE_ALLOWED_HOSTS may lack the host of \"url\"" : "";
                return all(false, "answered " + answer.code() + hint);
            }
            JsonNode groups = JSON.readTree(body.string());
            return wanted -> result(
                    wanted,
                    isShown(groups, wanted.resource()),
                    isShown(groups, wanted.resource()) ? "with title and address" : "the dashboard does not show it");
        } catch (JsonProcessingException e) {
            return all(false, "answered what is no JSON");
        } catch (TargetException e) {
            return all(
                    false,
                    "no answer: "
                            + e.problems().stream()
                                    .map(Problem::detail)
                                    .findFirst()
                                    .orElse(""));
        } catch (IOException e) {
            return all(false, "no whole answer: " + e.getMessage());
        }
    }

    private static Function<Desired<ServiceTile>, CheckResult> all(boolean isGood, String found) {
        return wanted -> result(wanted, isGood, found);
    }

    private static CheckResult result(Desired<ServiceTile> wanted, boolean isGood, String found) {
        return new CheckResult(
                "shown on the dashboard, under %s".formatted(wanted.resource().group()), isGood, found);
    }

    private static boolean isShown(JsonNode groups, ServiceTile tile) {
        for (JsonNode group : groups) {
            if (isShown(group.path("groups"), tile)) {
                return true;
            }
            for (JsonNode service : group.path("services")) {
                if (group.path("name").asText().equals(tile.group())
                        && service.path("name").asText().equals(tile.title())
                        && service.path("href").asText().equals(tile.url())) {
                    return true;
                }
            }
        }
        return false;
    }
}
