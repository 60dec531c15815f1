// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Request;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** One page of a list: filtered, searched, ordered and wrapped as every list endpoint does it. */
final class Listing {

    private static final List<String> SEARCHED =
            List.of("name", "slug", "meta_description", "meta_publisher", "group", "external_host", "scope_name");

    private final Request request;
    private final int largestPage;
    private final boolean autocomplete;

    Listing(Request request, int largestPage, boolean autocomplete) {
        this.request = request;
        this.largestPage = largestPage;
        this.autocomplete = autocomplete;
    }

    /** Returns the page that is asked for. Rows that this list does not show are counted all the same. */
    Answer answer(Kind kind) {
        List<ObjectNode> found = kind.rows().stream()
                .filter(this::isAskedFor)
                .filter(this::isSearchedFor)
                .sorted(order())
                .toList();
        int size = Math.max(1, Math.min(number("page_size", largestPage), largestPage));
        int page = number("page", 1);
        int pages = Math.max(1, (found.size() + size - 1) / size);
        if (page < 1 || page > pages) {
            throw Refusal.detail(404, "Invalid page.");
        }
        int from = (page - 1) * size;
        int to = Math.min(found.size(), from + size);
        ObjectNode body = Json.object();
        body.putObject("pagination")
                .put("next", page < pages ? page + 1 : 0)
                .put("previous", page - 1)
                .put("count", found.size())
                .put("current", page)
                .put("total_pages", pages)
                .put("start_index", Math.min(from + 1, to))
                .put("end_index", to);
        body.set(
                "results",
                Json.array(found.subList(from, to).stream()
                        .filter(kind::isListed)
                        .map(kind::shown)
                        .toList()));
        if (autocomplete) {
            body.putObject("autocomplete");
        }
        return Answer.json(200, body.toString());
    }

    /** A parameter given more than once asks for any of its values; one that names no field is no filter. */
    private boolean isAskedFor(ObjectNode row) {
        return request.query().entrySet().stream().allMatch(parameter -> {
            String name = parameter.getKey();
            boolean anyCase = name.endsWith("__iexact");
            JsonNode value = row.path(anyCase ? name.substring(0, name.length() - "__iexact".length()) : name);
            return value.isMissingNode()
                    || parameter.getValue().stream()
                            .anyMatch(asked -> anyCase
                                    ? value.asText().equalsIgnoreCase(asked)
                                    : value.asText().equals(asked));
        });
    }

    private boolean isSearchedFor(ObjectNode row) {
        String[] words =
                request.query("search").orElse("").toLowerCase(Locale.ROOT).split("\\s+", -1);
        for (String word : words) {
            if (SEARCHED.stream()
                    .noneMatch(field ->
                            row.path(field).asText().toLowerCase(Locale.ROOT).contains(word))) {
                return false;
            }
        }
        return true;
    }

    private Comparator<ObjectNode> order() {
        String asked = request.query("ordering").orElse("name");
        String field = asked.replaceFirst("^-", "");
        Comparator<ObjectNode> order = field.equals("order")
                ? Comparator.comparingInt(row -> row.path(field).asInt())
                : Comparator.comparing(row -> row.path(field).asText());
        return asked.startsWith("-") ? order.reversed() : order;
    }

    private int number(String parameter, int otherwise) {
        return request.query(parameter)
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }
}
