package com.example.technitium;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import com.example.technitium.Name.Answer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Observed;
import dev.homelab.provision.OneByOneSession;
import dev.homelab.provision.Owner;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.HttpApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads all records of the zone by one call, and changes one per call. */
record TechnitiumSession(HttpApi api, Where where, String zone, String token) implements OneByOneSession<Name> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern MARK = Pattern.compile("homelab:([a-z0-9-]+/[a-z0-9-]+)");

    private record Row(String name, String type, Answer answer) {}

    @Override
    public List<Observed<Name>> observe() {
        return rows().stream()
                .collect(groupingBy(Row::name, TreeMap::new, toList()))
                .entrySet()
                .stream()
                .map(name -> observed(name.getKey(), name.getValue()))
                .toList();
    }

    /** A name is ours if all of its records have the same mark; otherwise marks are comments like any other. */
    private static Observed<Name> observed(String hostname, List<Row> rows) {
        String comments = rows.stream().map(row -> row.answer().comment()).distinct().collect(joining("\n"));
        Matcher mark = MARK.matcher(comments);
        Optional<Owner> owner = mark.matches() ? Optional.of(Owner.parse(mark.group(1))) : Optional.empty();
        return new Observed<>(
                new Name(hostname, rows.stream().map(row -> row.answer().without(owner)).toList()), owner);
    }

    /** The first record of a type replaces all there are of it, so that the name always has an answer. */
    @Override
    public void put(Observed<Name> picture) {
        Set<String> types = new HashSet<>();
        for (Answer answer : picture.resource().answers()) {
            String comment = picture.owner().map(owner -> "homelab:" + owner).orElse(answer.comment());
            String type = answer.address().contains(":") ? "AAAA" : "A";
            String replaces = String.valueOf(types.add(type));
            call("add", "domain", picture.key(), "type", type, "ipAddress", answer.address(), "overwrite", replaces,
                    "ttl", String.valueOf(answer.ttl()), "comments", comment);
        }
        delete(picture.key(), types);
    }

    @Override
    public void remove(Observed<Name> picture) {
        delete(picture.key(), Set.of());
    }

    @Override
    public void close() {}

    private void delete(String hostname, Set<String> otherTypes) {
        rows().stream()
                .filter(row -> row.name().equals(hostname) && !otherTypes.contains(row.type()))
                .forEach(row -> call("delete", "domain", hostname, "type", row.type(), "ipAddress", row.answer().address()));
    }

    private List<Row> rows() {
        return call("get", "domain", zone, "listZone", "true").at("/response/records").findParents("rData").stream()
                .map(row -> new Row(row.path("name").asText(), row.path("type").asText(), new Answer(
                        row.at("/rData/ipAddress").asText(), row.path("ttl").asInt(), row.path("comments").asText(""))))
                .filter(row -> Set.of("A", "AAAA").contains(row.type()))
                .toList();
    }

    /** Every call is answered 200; the answer says whether it went well. The token is in the body, where no log has it. */
    private JsonNode call(String verb, String... parameters) {
        StringBuilder form = new StringBuilder("zone=" + zone + "&token=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
        for (int i = 0; i < parameters.length; i += 2) {
            form.append("&" + parameters[i] + "=" + URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        try {
            JsonNode answer = JSON.readTree(api.post("/api/zones/records/" + verb, form.toString()));
            if (answer.path("status").asText().equals("ok")) {
                return answer;
            }
            String message = answer.path("errorMessage").asText(verb + " failed.");
            throw new TargetException(new Problem("target refused", where, message, "see the log of the server."));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
