// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Request;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may come in: {@code /api/auth} and the sessions it gives out. */
final class SignIns {

    private static final int VALIDITY = 1800;
    private static final int ATTEMPTS_PER_SECOND = 3;
    private static final long SECOND = 1_000_000_000L;
    private static final Session ANONYMOUS = new Session(-1, "", "", false);
    private static final String COOKIE = "Set-Cookie";
    private static final String NO_COOKIE =
            "sid=deleted; SameSite=Lax; Path=/; Max-Age=-1; Expires=Thu, 01 Jan 1970 00:00:00 GMT;";

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Deque<Long> failures = new ArrayDeque<>();
    private String password;
    private @Nullable String appPassword;
    private boolean limited;
    private boolean secondFactor;
    private int seats = 16;
    private int given;

    SignIns(String password) {
        this.password = password;
    }

    synchronized int open() {
        return sessions.size();
    }

    synchronized int given() {
        return given;
    }

    synchronized void password(String changed) {
        password = changed;
        sessions.clear();
    }

    synchronized void appPassword(String changed) {
        appPassword = changed;
        sessions.clear();
    }

    synchronized void secondFactor(boolean on) {
        secondFactor = on;
    }

    synchronized void limit(boolean on) {
        limited = on;
    }

    synchronized void seats(int number) {
        seats = number;
    }

    /** Ends all sessions: they timed out, or FTL forgot them at a restart. */
    synchronized void end() {
        sessions.clear();
    }

    synchronized Answer signIn(Request request) {
        Optional<Answer> unreadable = PiholeAnswer.notJson(request.body());
        if (unreadable.isPresent()) {
            return unreadable.get();
        }
        JsonNode typed = SentJson.parse(request.body()).path("password");
        if (typed.isMissingNode()) {
            return PiholeAnswer.badRequest("No password found in JSON payload", null);
        }
        if (!typed.isTextual()) {
            return PiholeAnswer.badRequest("Field password has to be of type 'string'", null);
        }
        if (limited || failuresWithinASecond() >= ATTEMPTS_PER_SECOND) {
            return PiholeAnswer.error(429, "rate_limiting", "Rate-limiting login attempts", null);
        }
        boolean app = typed.asText().equals(appPassword);
        if (!app && !typed.asText().equals(password)) {
            failures.add(System.nanoTime());
            return unknown("password incorrect");
        }
        if (!app && secondFactor) {
            return PiholeAnswer.badRequest("No 2FA token found in JSON payload", null);
        }
        if (sessions.size() >= seats) {
            return PiholeAnswer.error(
                    429, "api_seats_exceeded", "API seats exceeded", "increase webserver.api.max_sessions");
        }
        Session session = give(app);
        return renewed(
                PiholeAnswer.ok(session(true, session, app ? "app-password correct" : "password correct")), session);
    }

    /** Adds to an answer that the session goes on for another while. */
    static Answer renewed(Answer answer, Session session) {
        return session.equals(ANONYMOUS)
                ? answer
                : answer.with(
                        COOKIE, "sid=" + session.sid() + "; SameSite=Lax; Path=/; Max-Age=" + VALIDITY + "; HttpOnly");
    }

    synchronized Answer status(Request request) {
        if (password.isEmpty()) {
            return PiholeAnswer.ok(session(true, null, "no password set"));
        }
        return sessionOf(request)
                .map(session -> renewed(PiholeAnswer.ok(session(true, session, "correct password")), session))
                .orElseGet(() -> unknown(whyUnknown(request)));
    }

    synchronized Answer signOut(Request request) {
        Optional<Session> session = sessionOf(request);
        if (session.isEmpty() || sessions.remove(session.get().sid()) == null) {
            return PiholeAnswer.json(401, session(false, null, whyUnknown(request)));
        }
        return PiholeAnswer.empty(204).with(COOKIE, NO_COOKIE);
    }

    private static Answer unknown(String why) {
        return PiholeAnswer.json(401, session(false, null, why)).with(COOKIE, NO_COOKIE);
    }

    private static String whyUnknown(Request request) {
        return sidOf(request).isEmpty() ? "no SID provided" : "session unknown";
    }

    /** Returns the session a request shows, or a nameless one while no password is set. */
    synchronized Optional<Session> sessionOf(Request request) {
        if (password.isEmpty()) {
            return Optional.of(ANONYMOUS);
        }
        return Optional.ofNullable(sessions.get(sidOf(request))).or(() -> byCookie(request));
    }

    synchronized ObjectNode list(Session current) {
        ObjectNode body = PiholeAnswer.object();
        ArrayNode list = body.putArray("sessions");
        for (Session session : sessions.values()) {
            ObjectNode shown = list.addObject();
            shown.put("id", session.id())
                    .put("current_session", session.equals(current))
                    .put("valid", true)
                    .put("app", session.app())
                    .put("cli", false)
                    .put("remote_addr", "127.0.0.1");
            shown.putObject("tls").put("login", false).put("mixed", false);
        }
        return body;
    }

    private static String sidOf(Request request) {
        return request.header("X-FTL-SID")
                .or(() -> request.header("sid"))
                .or(() -> request.query("sid"))
                .orElseGet(() -> SentJson.parse(request.body()).path("sid").asText());
    }

    private Optional<Session> byCookie(Request request) {
        String cookie = request.header("Cookie").orElse("");
        String csrf = request.header("X-CSRF-TOKEN").orElse("");
        return sessions.values().stream()
                .filter(session -> cookie.contains("sid=" + session.sid()) && csrf.equals(session.csrf()))
                .findFirst();
    }

    private Session give(boolean app) {
        Session session = new Session(given++, key(), key(), app);
        sessions.put(session.sid(), session);
        return session;
    }

    private String key() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return "+/" + Base64.getEncoder().encodeToString(bytes).substring(2);
    }

    private int failuresWithinASecond() {
        long now = System.nanoTime();
        failures.removeIf(failure -> now - failure > SECOND);
        return failures.size();
    }

    private static ObjectNode session(boolean valid, @Nullable Session session, String message) {
        ObjectNode body = PiholeAnswer.object();
        ObjectNode shown = body.putObject("session").put("valid", valid).put("totp", false);
        if (session == null) {
            shown.putNull("sid").put("validity", -1);
        } else {
            shown.put("sid", session.sid()).put("csrf", session.csrf()).put("validity", VALIDITY);
        }
        shown.put("message", message);
        return body;
    }
}
