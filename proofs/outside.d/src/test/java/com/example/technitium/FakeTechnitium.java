package com.example.technitium;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;

/** A Technitium DNS Server with one zone, as far as the adapter speaks to it. It answers 200 whatever happens. */
public final class FakeTechnitium extends FakeServer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final ArrayNode records = JSON.createArrayNode();
    private final String zone;
    private final String token;

    /** Starts one with a zone and the token of a user. */
    public FakeTechnitium(String zone, String token) {
        super("technitium");
        this.zone = zone;
        this.token = token;
        add(zone, "SOA", "server1", 900, "");
        start();
    }

    /** Runs one for a zone and a token until its input ends, and prints its address. */
    public static void main(String[] arguments) throws Exception {
        try (FakeTechnitium fake = new FakeTechnitium(arguments[0], arguments[1])) {
            System.out.println(fake.uri());
            System.in.readAllBytes();
        }
    }

    synchronized void add(String name, String type, String address, int ttl, String comments) {
        ObjectNode row = records.addObject().put("disabled", false).put("name", name).put("type", type).put("ttl", ttl);
        row.putObject("rData").put("ipAddress", address);
        if (!comments.isEmpty()) {
            row.put("comments", comments);
        }
    }

    @Override
    protected synchronized Answer answer(Request request) {
        Request form = new Request("POST", URI.create("/?" + request.body()), request.headers(), "");
        if (!form.query("token").equals(Optional.of(token))) {
            return Answer.json(200, "{\"status\": \"invalid-token\", \"errorMessage\": \"Invalid token or session expired.\"}");
        }
        if (!form.query("zone").equals(Optional.of(zone))) {
            return error("No such zone was found.");
        }
        if (request.path().equals("/api/zones/records/get")) {
            return Answer.json(200, "{\"response\": {\"records\": %s}, \"status\": \"ok\"}".formatted(records));
        }
        if (!faults().allowWrite()) {
            return error("No space left on device.");
        }
        countWrite();
        String name = form.query("domain").orElseThrow();
        String type = form.query("type").orElseThrow();
        String address = form.query("ipAddress").orElseThrow();
        switch (request.path()) {
            case "/api/zones/records/add" -> {
                boolean replaces = form.query("overwrite").equals(Optional.of("true"));
                remove(name, type, other -> replaces || other.equals(address));
                int ttl = Integer.parseInt(form.query("ttl").orElse("3600"));
                add(name, type, address, ttl, form.query("comments").orElse(""));
            }
            case "/api/zones/records/delete" -> remove(name, type, address::equals);
            default -> {
                return Answer.text(404, "");
            }
        }
        return Answer.json(200, "{\"response\": {}, \"status\": \"ok\"}");
    }

    private void remove(String name, String type, Predicate<String> address) {
        for (int i = records.size() - 1; i >= 0; i--) {
            if (records.get(i).path("name").asText().equals(name)
                    && records.get(i).path("type").asText().equals(type)
                    && address.test(records.get(i).at("/rData/ipAddress").asText())) {
                records.remove(i);
            }
        }
    }

    private static Answer error(String message) {
        return Answer.json(200, "{\"status\": \"error\", \"errorMessage\": \"%s\"}".formatted(message));
    }
}
