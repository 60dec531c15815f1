// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** Says how an answer differs from a recorded one, apart from what each server makes up by itself. */
final class AnswerComparison {

    /** Texts and numbers that a server makes up, or that are about where it runs; what remains of them is that they are there. */
    private static final Set<String> MADE_UP = Set.of(
            "num_pk",
            "client_id",
            "client_secret",
            "fingerprint_sha256",
            "fingerprint_sha1",
            "cert_expiry",
            "uid",
            "hostname",
            "last_seen",
            "golang_version",
            "openssl_enabled",
            "openssl_version",
            "fips_enabled",
            "version_should",
            "sentry_dsn",
            "environment",
            "traces_sample_rate",
            "capabilities",
            "cache_count",
            "attributes");

    /** What the users of the recording are like besides: names and rights that the lab knows nothing of. */
    private static final Set<String> OF_USERS = Set.of(
            "pk", "username", "name", "email", "type", "avatar", "groups", "roles", "system_permissions", "users");

    /** How the recorded server's flows are furnished, which the lab's are not. */
    private static final Set<String> OF_FLOWS =
            Set.of("title", "stages", "policies", "authentication", "policybindingmodel_ptr_id", "layout");

    private final RecordedNames recorded;
    private final RecordedNames ours;
    private final Map<String, Integer> offsets;
    private final String path;
    private final List<String> differences = new ArrayList<>();

    AnswerComparison(RecordedNames recorded, RecordedNames ours, Map<String, Integer> offsets, String path) {
        this.recorded = recorded;
        this.ours = ours;
        this.offsets = offsets;
        this.path = path;
    }

    List<String> compare(JsonNode expected, JsonNode answered) {
        if (expected.has("pagination")) {
            list(expected, answered);
        } else {
            value("", expected, answered);
        }
        return differences;
    }

    private void list(JsonNode expected, JsonNode answered) {
        keys("", expected, answered);
        keys("/pagination", expected.path("pagination"), answered.path("pagination"));
        int offset = expected.at("/pagination/count").asInt()
                - answered.at("/pagination/count").asInt();
        int first = offsets.merge(
                path.replaceFirst("\\?.*", "") + (path.contains("search") ? "?" : ""), offset, (a, b) -> a);
        if (first != offset) {
            differences.add("/pagination/count is off by " + offset + ", and was by " + first);
        }
        for (JsonNode element : expected.path("results")) {
            if (element.isObject()) {
                element(element, answered.path("results"));
            }
        }
    }

    private void element(JsonNode expected, JsonNode results) {
        Optional<JsonNode> same = StreamSupport.stream(results.spliterator(), false)
                .filter(one -> name(one).equals(name(expected)) && !name(one).isEmpty())
                .findFirst();
        if (same.isPresent()) {
            value("/results/" + name(expected), expected, same.get());
        } else if (!results.isEmpty()) {
            keys("/results/" + name(expected), expected, results.get(0));
        }
    }

    private void value(String at, JsonNode expected, JsonNode answered) {
        String field = at.substring(at.lastIndexOf('/') + 1);
        if (MADE_UP.contains(field)
                || (at.startsWith("/user/") && OF_USERS.contains(field))
                || (path.contains("/groups/") && field.matches("users|roles|roles_obj"))
                || (path.contains("/flows/") && OF_FLOWS.contains(field))) {
            return;
        }
        if (expected.isObject() && answered.isObject()) {
            keys(at, expected, answered);
            expected.properties().forEach(part -> {
                if (answered.has(part.getKey())) {
                    value(at + "/" + part.getKey(), part.getValue(), answered.get(part.getKey()));
                }
            });
        } else if (expected.isArray() && answered.isArray()) {
            array(at, expected, answered);
        } else if (!shown(field, expected, recorded).equals(shown(field, answered, ours))) {
            differences.add(at + " is " + answered + " instead of " + expected);
        }
    }

    /** Lists of keys have no order; of other lists each element is compared with the one in its place. */
    private void array(String at, JsonNode expected, JsonNode answered) {
        if (expected.valueStream().anyMatch(RecordedNames::isKey)) {
            Set<String> wanted = known(expected, recorded);
            Set<String> found = known(answered, ours);
            if (!wanted.stream().filter(ours.all()::containsValue).toList().equals(List.copyOf(found))) {
                differences.add(at + " is " + found + " instead of " + wanted);
            }
            return;
        }
        boolean isOfObjects = expected.valueStream().allMatch(one -> one.has("name"));
        for (JsonNode element : expected) {
            if (isOfObjects && !expected.isEmpty() && element.has("pk")) {
                element(element, answered);
            }
        }
        if (!isOfObjects || expected.isEmpty()) {
            for (int i = 0; i < Math.min(expected.size(), answered.size()); i++) {
                value(at + "/" + i, expected.get(i), answered.get(i));
            }
            if (expected.size() != answered.size() && !path.contains("/health/")) {
                differences.add(at + " has " + answered.size() + " elements instead of " + expected.size());
            }
        } else if (path.contains("/used_by/") && expected.size() != answered.size()) {
            differences.add(at + " has " + answered.size() + " elements instead of " + expected.size());
        }
    }

    private static Set<String> known(JsonNode keys, RecordedNames names) {
        Set<String> known = new TreeSet<>();
        keys.forEach(key -> names.name(key.asText()).ifPresent(known::add));
        return known;
    }

    private void keys(String at, JsonNode expected, JsonNode answered) {
        Set<String> wanted = new TreeSet<>();
        expected.fieldNames().forEachRemaining(wanted::add);
        Set<String> found = new TreeSet<>();
        answered.fieldNames().forEachRemaining(found::add);
        if (!wanted.equals(found)) {
            differences.add(at + " has the keys " + found + " instead of " + wanted);
        }
    }

    /** Returns a value with names for keys, and without where the server is. */
    private static String shown(String field, JsonNode value, RecordedNames names) {
        String text = value.asText();
        if (RecordedNames.isKey(value) && !field.equals("order") && !field.equals("timeout")) {
            return names.name(text).orElse("key");
        }
        return value.getNodeType() + " "
                + text.replaceAll("http://127\\.0\\.0\\.1:\\d+", "").replaceAll(RecordedNames.UUID.pattern(), "key");
    }

    private static String name(JsonNode object) {
        return object.path("slug").asText(object.path("name").asText());
    }
}
