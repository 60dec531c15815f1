package com.example.adguard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.provision.Observed;
import dev.homelab.provision.OneByOneSession;
import dev.homelab.spi.HttpApi;
import java.util.Comparator;
import java.util.List;

/** Reads and changes rewrites, one at a time. */
record AdGuardSession(HttpApi api) implements OneByOneSession<Rewrite> {

    private static final ObjectMapper JSON = new ObjectMapper();

    record Row(String domain, String answer) {}

    @Override
    public List<Observed<Rewrite>> observe() {
        try {
            return List.of(JSON.readValue(api.get("/control/rewrite/list"), Row[].class)).stream()
                    .map(row -> Observed.unowned(new Rewrite(row.domain(), row.answer())))
                    .sorted(Comparator.comparing(Observed::key))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void put(Observed<Rewrite> picture) {
        if (observe().stream().noneMatch(there -> there.resource().equals(picture.resource()))) {
            remove(picture);
            api.post("/control/rewrite/add", json(picture.resource()));
        }
    }

    @Override
    public void remove(Observed<Rewrite> picture) {
        observe().stream()
                .filter(there -> there.key().equals(picture.key()))
                .forEach(there -> api.post("/control/rewrite/delete", json(there.resource())));
    }

    private static String json(Rewrite rewrite) {
        return JSON.createObjectNode()
                .put("domain", rewrite.domain())
                .put("answer", rewrite.answer())
                .toString();
    }

    @Override
    public void close() {}
}
