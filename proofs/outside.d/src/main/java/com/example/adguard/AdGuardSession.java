package com.example.adguard;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.provision.Observed;
import dev.homelab.provision.OneByOneSession;
import dev.homelab.spi.HttpApi;
import java.util.List;
import java.util.TreeMap;

/** Reads and changes rewrites, one answer of one domain per call. */
record AdGuardSession(HttpApi api) implements OneByOneSession<Rewrite> {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One line of AdGuard Home's list; releases since 0.107.68 have more keys. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Row(String domain, String answer) {}

    @Override
    public List<Observed<Rewrite>> observe() {
        return rows().stream()
                .collect(groupingBy(Row::domain, TreeMap::new, mapping(Row::answer, toList())))
                .entrySet()
                .stream()
                .map(domain -> Observed.unowned(new Rewrite(domain.getKey(), domain.getValue())))
                .toList();
    }

    /** Adds before it deletes, so that the domain always has an answer. */
    @Override
    public void put(Observed<Rewrite> picture) {
        List<Row> wanted = picture.resource().answers().stream()
                .map(answer -> new Row(picture.key(), answer))
                .toList();
        List<Row> present = rows();
        wanted.stream().filter(row -> !present.contains(row)).forEach(row -> post("add", row));
        present.stream()
                .filter(row -> row.domain().equals(picture.key()) && !wanted.contains(row))
                .forEach(row -> post("delete", row));
    }

    @Override
    public void remove(Observed<Rewrite> picture) {
        rows().stream().filter(row -> row.domain().equals(picture.key())).forEach(row -> post("delete", row));
    }

    @Override
    public void close() {}

    private List<Row> rows() {
        try {
            return List.of(JSON.readValue(api.get("/control/rewrite/list"), Row[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void post(String verb, Row row) {
        api.post("/control/rewrite/" + verb, JSON.valueToTree(row).toString());
    }
}
