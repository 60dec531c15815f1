// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Pi-hole v6 API with the manners of FTL v6.4.1: sessions and seats, whole-array PATCH, single-line PUT and DELETE,
 * restarts after a CNAME change, and writes that a read-only Pi-hole accepts and then forgets. Its answers are those of a real
 * one, recorded.
 *
 * <p>A restart takes no time unless {@link #outageAfterRestart} or {@link #delayRestarts} says so. A rate-limited sign-in is
 * refused at once.
 */
public final class FakePihole extends FakeServer {

    private static final int NO_RESTART = -1;

    /** What it answers beside its configuration and sign-ins. */
    private static final Set<String> OTHERS =
            Set.of("GET /api/auth/sessions", "GET /api/info/version", "POST /api/action/restartdns");

    private final PiholeConfig config = new PiholeConfig();
    private final SignIns signIns;
    private final ConfigApi configApi;
    private int restarts;
    private int outage;
    private int dropping;
    private int delay;
    private int answersLeft = NO_RESTART;
    private boolean forgetsSessions;
    private boolean isBehindProxy;
    private boolean hidesRecords;

    /** Starts a Pi-hole that asks for {@code password}; an empty one lets everybody in without a session. */
    public FakePihole(String password) {
        super("pihole");
        signIns = new SignIns(password);
        configApi = new ConfigApi(config, this::accepts, this::restartSoon);
        start();
    }

    // What it holds

    /** Returns the lines of {@code dns.hosts}, in order. */
    public synchronized List<String> hosts() {
        return config.lines(RecordArray.HOSTS);
    }

    /** Returns the lines of {@code dns.cnameRecords}, in order. */
    public synchronized List<String> cnames() {
        return config.lines(RecordArray.CNAMES);
    }

    /** Adds a line to {@code dns.hosts} as a person would in the web interface; it counts as no write. */
    public synchronized void addByHand(String hostLine) {
        config.addByHand(RecordArray.HOSTS, hostLine);
    }

    /** Removes a line from {@code dns.hosts} in the same way. */
    public synchronized void removeByHand(String hostLine) {
        config.removeByHand(RecordArray.HOSTS, hostLine);
    }

    /** Adds a line to {@code dns.cnameRecords} as a person would; it is served at once and counts as no write. */
    public synchronized void addCnameByHand(String cnameLine) {
        config.addByHand(RecordArray.CNAMES, cnameLine);
    }

    /** Returns everything a restart would keep, by configuration key; equal maps mean equal bytes. */
    public synchronized Map<String, String> snapshot() {
        return config.durable();
    }

    /** Returns how many sessions are signed in and not yet signed out. */
    public int openSessions() {
        return signIns.open();
    }

    /** Returns how many sessions were ever given out. */
    public int signIns() {
        return signIns.given();
    }

    /** Returns how often FTL restarted itself. */
    public synchronized int restarts() {
        return restarts;
    }

    // How it behaves

    /** Turns {@code misc.readOnly} on or off. PATCH is refused then; PUT and DELETE work until the next restart. */
    public synchronized void readOnly(boolean on) {
        config.readOnly = on;
    }

    /** Forces both record arrays through environment variables, so that the API may not change them. */
    public synchronized void envForced(boolean on) {
        List.of(RecordArray.values()).forEach(array -> force(array, on));
    }

    /** Forces {@code dns.cnameRecords} alone. */
    public synchronized void aliasesForced(boolean on) {
        force(RecordArray.CNAMES, on);
    }

    /** Answers with nothing when it is asked for its records, as it does to whatever it does not know. */
    public synchronized void hideRecords(boolean on) {
        hidesRecords = on;
    }

    /** Asks for a second factor, unless the application password is given. */
    public void secondFactor(boolean on) {
        signIns.secondFactor(on);
    }

    /** Accepts {@code password} as the application password, whose sessions may not write unless {@link #appSudo}. */
    public void appPassword(String password) {
        signIns.appPassword(password);
    }

    /** Turns {@code webserver.api.app_sudo} on or off. */
    public synchronized void appSudo(boolean on) {
        config.appSudo = on;
    }

    /** Changes the password, which ends every session. */
    public void password(String password) {
        signIns.password(password);
    }

    /** Refuses every sign-in as one too many, as if something else guessed passwords all the time. */
    public void limitSignIns(boolean on) {
        signIns.limit(on);
    }

    /** Gives out at most {@code seats} sessions at a time; 16 at first. */
    public void seats(int seats) {
        signIns.seats(seats);
    }

    /** Ends every session, as happens when it is not used for long enough: the next call that shows one gets a 401. */
    public void endSessions() {
        signIns.end();
    }

    /** Forgets its sessions at each restart, as with {@code webserver.session.restore = false}. */
    public synchronized void forgetSessionsAtRestart(boolean on) {
        forgetsSessions = on;
    }

    /** Restarts after every change of {@code dns.hosts}, too, as FTL does since it has {@code dns.hostsLocal}. */
    public synchronized void restartOnHosts(boolean on) {
        config.hostsRestart = on;
    }

    /** Goes on answering {@code requests} requests before each restart, as with {@code misc.restart_delay}. */
    public synchronized void delayRestarts(int requests) {
        delay = requests;
    }

    /** Turns {@code webserver.api.allow_destructive} on or off, without which no client may restart it; on at first. */
    public synchronized void allowDestructive(boolean on) {
        config.allowDestructive = on;
    }

    /** Loses the beginning of what dnsmasq says against an alias, as FTL v6.4.1 does now and then. */
    public synchronized void cutHints(boolean on) {
        config.cutsHints = on;
    }

    /** Sets {@code dns.expandHosts} and {@code dns.domain}: a short name answers with the domain, too. */
    public synchronized void expandHosts(String domain) {
        config.expandHosts = true;
        config.domain = domain;
    }

    /** Answers 502 instead of nothing while it restarts, as a proxy in front of it does. */
    public synchronized void behindProxy(boolean on) {
        isBehindProxy = on;
    }

    /** Drops the next {@code requests} requests after each restart, as a Pi-hole does for about a second. */
    public synchronized void outageAfterRestart(int requests) {
        outage = requests;
    }

    /** Restarts FTL: what was not written to disk is gone, and CNAMEs that waited for it are served. */
    public synchronized void restart() {
        restarts++;
        answersLeft = NO_RESTART;
        dropping = outage;
        config.reload();
        if (forgetsSessions) {
            signIns.end();
        }
    }

    /** Restarts FTL when it is time to: a few answers later, if it is set to wait. */
    private void restartSoon() {
        if (delay == 0) {
            restart();
        } else {
            answersLeft = delay;
        }
    }

    @Override
    protected synchronized Answer answer(Request request) {
        if (answersLeft == 0) {
            restart();
        }
        if (answersLeft > 0) {
            answersLeft--;
        }
        if (dropping > 0) {
            dropping--;
            return isBehindProxy ? Answer.html(502, "Bad Gateway") : Answer.dropped();
        }
        return answerAwake(request).with("Connection", "keep-alive");
    }

    private Answer answerAwake(Request request) {
        return switch (request.method() + " " + request.path()) {
            case "POST /api/auth" -> signIns.signIn(request);
            case "GET /api/auth" -> signIns.status(request);
            case "DELETE /api/auth" -> signIns.signOut(request);
            case "GET /api/info/login" ->
                PiholeAnswer.ok(PiholeAnswer.object().put("dns", true).put("https_port", 0));
            default -> answerSignedIn(request);
        };
    }

    synchronized List<String> activeLines(RecordArray array) {
        return config.activeLines(array);
    }

    /** Returns what its name server answers from by now. */
    synchronized LocalNames names() {
        return new LocalNames(
                config.activeLines(RecordArray.HOSTS),
                config.activeLines(RecordArray.CNAMES),
                config.expandHosts ? Optional.of(config.domain) : Optional.empty());
    }

    private Answer answerSignedIn(Request request) {
        boolean isConfig = request.uri().getRawPath().startsWith(ConfigApi.BASE);
        if (isConfig ? !ConfigApi.knows(request) : !OTHERS.contains(request.method() + " " + request.path())) {
            return PiholeAnswer.error(404, "not_found", "Not found", request.path());
        }
        return signIns.sessionOf(request)
                .map(session -> SignIns.renewed(isConfig ? config(request, session) : other(request, session), session))
                .orElseGet(() -> PiholeAnswer.error(401, "unauthorized", "Unauthorized", null));
    }

    private Answer config(Request request, Session session) {
        if (hidesRecords && request.path().equals("/api/config/dns")) {
            ObjectNode nothing = PiholeAnswer.object();
            nothing.putObject("config");
            return PiholeAnswer.ok(nothing);
        }
        return configApi.answer(request, session);
    }

    private Answer other(Request request, Session session) {
        return switch (request.path()) {
            case "/api/auth/sessions" -> PiholeAnswer.ok(signIns.list(session));
            case "/api/info/version" -> PiholeAnswer.ok(PiholeAnswer.version());
            default -> restarted();
        };
    }

    private Answer restarted() {
        if (!config.allowDestructive) {
            return PiholeAnswer.error(
                    403, "forbidden", "Restarting DNS is not allowed", "Check setting webserver.api.allow_destructive");
        }
        restartSoon();
        return PiholeAnswer.ok(PiholeAnswer.object().put("status", "success"));
    }

    private void force(RecordArray array, boolean on) {
        if (on) {
            config.forced.add(array);
        } else {
            config.forced.remove(array);
        }
    }

    private boolean accepts() {
        boolean accepted = faults().allowWrite();
        if (accepted) {
            countWrite();
        }
        return accepted;
    }
}
