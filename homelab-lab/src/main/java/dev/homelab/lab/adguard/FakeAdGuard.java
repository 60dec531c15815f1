// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.adguard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * An AdGuard Home with its rewrites, and the manners of its API: it keeps a rewrite twice that is added twice, deletes all that have the
 * domain and the answer byte for byte, takes any text for an answer, and after five wrong passwords takes no password any more, not even the
 * right one.
 */
public final class FakeAdGuard extends FakeServer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_ATTEMPTS = 5;

    private final List<Rewrite> rewrites = new ArrayList<>();
    private final String credentials;
    private int attempts;
    private boolean isOld;
    private boolean isLimiting;
    private boolean isOff;
    private boolean hidesList;

    /** Starts one with a user and a password. */
    public FakeAdGuard(String user, String password) {
        super("adguard");
        byte[] signIn = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        credentials = "Basic " + Base64.getEncoder().encodeToString(signIn);
        start();
    }

    /** Returns its rewrites, each as {@code DOMAIN ANSWER}, in order; one that is not in force ends in {@code disabled}. */
    public synchronized List<String> rewrites() {
        return rewrites.stream()
                .map(one -> one.domain() + " " + one.answer() + (one.isEnabled() ? "" : " disabled"))
                .toList();
    }

    /** Adds a rewrite as a person would in the web interface; it counts as no write. */
    public synchronized void addByHand(String domain, String answer) {
        rewrites.add(new Rewrite(domain, answer, true).normal());
    }

    /** Adds a rewrite that is not in force. */
    public synchronized void addDisabledByHand(String domain, String answer) {
        rewrites.add(new Rewrite(domain, answer, false).normal());
    }

    /** Removes all rewrites of a domain in the same way. */
    public synchronized void removeByHand(String domain) {
        rewrites.removeIf(one -> one.domain().equals(domain));
    }

    /** Behaves as an older release: it knows no disabled rewrites and no switch for all of them, and answers 403 to a wrong password. */
    public synchronized void beOld() {
        isOld = true;
    }

    /** Answers 429 instead of 401 while it takes no password, as its own sign-in page does. */
    public synchronized void sayThatItLimits() {
        isLimiting = true;
    }

    /** Switches all rewrites off, or on again. */
    public synchronized void switchOff(boolean off) {
        isOff = off;
    }

    /** Answers the list with nothing, as something else at its address might. */
    public synchronized void hideList() {
        hidesList = true;
    }

    /** Returns the rewrites in force. */
    synchronized List<Rewrite> inForce() {
        return isOff ? List.of() : rewrites.stream().filter(Rewrite::isEnabled).toList();
    }

    @Override
    protected synchronized Answer answer(Request request) {
        if (attempts >= MOST_ATTEMPTS) {
            return isLimiting ? Answer.text(429, "auth: blocked for 15m0s\n").with("Retry-After", "900") : refused();
        }
        if (!request.header("Authorization").equals(Optional.of(credentials))) {
            attempts += isOld ? 0 : 1; // older releases count only at their sign-in page
            return refused();
        }
        attempts = 0;
        return switch (request.method() + " " + request.path()) {
            case "GET /control/rewrite/list" -> Answer.json(200, hidesList ? "null" : list().toString());
            case "GET /control/rewrite/settings" ->
                isOld ? unknown() : Answer.json(200, "{\"enabled\":%s}".formatted(!isOff));
            case "POST /control/rewrite/add", "POST /control/rewrite/delete", "PUT /control/rewrite/update" ->
                write(request);
            default -> unknown();
        };
    }

    private Answer write(Request request) {
        JsonNode sent;
        try {
            sent = JSON.readTree(request.body());
        } catch (JsonProcessingException e) {
            return Answer.text(400, "json.Decode: " + e.getOriginalMessage() + "\n");
        }
        if (!faults().allowWrite()) {
            return Answer.text(500, "no space left on device\n");
        }
        if (request.path().endsWith("/update")) {
            return update(Rewrite.of(sent.path("target")), sent.path("update"));
        }
        Rewrite rewrite = Rewrite.of(sent);
        if (request.path().endsWith("/add")) {
            rewrites.add(known(rewrite));
        } else {
            rewrites.removeIf(rewrite::names);
        }
        countWrite();
        return Answer.empty(200);
    }

    /** Replaces the first that is meant, in its place; whether it is enabled stays as it was unless the client says so. */
    private Answer update(Rewrite target, JsonNode sent) {
        for (int i = 0; i < rewrites.size(); i++) {
            Rewrite old = rewrites.get(i);
            if (target.names(old)) {
                boolean isEnabled = sent.path("enabled").asBoolean(old.isEnabled());
                Rewrite update = Rewrite.of(sent);
                rewrites.set(i, known(new Rewrite(update.domain(), update.answer(), isEnabled)));
                countWrite();
                return Answer.empty(200);
            }
        }
        return Answer.text(400, "target rule not found\n");
    }

    private Rewrite known(Rewrite rewrite) {
        return isOld ? new Rewrite(rewrite.domain(), rewrite.answer(), true).normal() : rewrite.normal();
    }

    private ArrayNode list() {
        ArrayNode list = JSON.createArrayNode();
        for (Rewrite rewrite : rewrites) {
            ObjectNode one = list.addObject().put("domain", rewrite.domain()).put("answer", rewrite.answer());
            if (!isOld) {
                one.put("enabled", rewrite.isEnabled());
            }
        }
        return list;
    }

    private Answer refused() {
        return isOld ? Answer.text(403, "Forbidden") : Answer.empty(401);
    }

    private static Answer unknown() {
        return Answer.text(404, "404 page not found\n");
    }
}
