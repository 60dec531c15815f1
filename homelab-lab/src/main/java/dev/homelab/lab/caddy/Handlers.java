// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.caddy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes handlers of the directives of one site. In a {@code route} they keep their order; elsewhere Caddy has one of its own. */
final class Handlers {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> ORDER = List.of(
            "vars",
            "root",
            "header",
            "request_body",
            "redir",
            "rewrite",
            "uri",
            "basic_auth",
            "forward_auth",
            "request_header",
            "encode",
            "handle",
            "route",
            "respond",
            "reverse_proxy",
            "file_server");

    private static final List<String> OF_SITES = List.of("tls", "log", "bind");

    private final Map<String, ObjectNode> matchers = new HashMap<>();
    private int groups;

    Handlers(List<Directive> site) {
        site.stream()
                .filter(line -> line.name().startsWith("@"))
                .forEach(line -> matchers.put(line.name(), matcher(line)));
    }

    ObjectNode subroute(List<Directive> lines, boolean isOrdered) {
        ObjectNode subroute = JSON.objectNode().put("handler", "subroute");
        ArrayNode routes = subroute.putArray("routes");
        List<Directive> sorted = new ArrayList<>(lines);
        if (!isOrdered) {
            sorted.sort(Comparator.comparing(line -> ORDER.indexOf(line.name())));
        }
        String group = "group" + groups++;
        for (Directive line : sorted) {
            boolean isOfSite = OF_SITES.contains(line.name()) && !isOrdered;
            if (!line.name().startsWith("@") && !isOfSite) {
                routes.add(route(line, group));
            }
        }
        return subroute;
    }

    private ObjectNode route(Directive line, String group) {
        if (!ORDER.contains(line.name())) {
            throw new InvalidCaddyfileException(
                    OF_SITES.contains(line.name())
                            ? "parsing caddyfile tokens for 'route': directive '" + line.name()
                                    + "' is not an ordered HTTP handler, so it cannot be used here, at " + line.place()
                            : line.place() + ": unrecognized directive: " + line.name());
        }
        ObjectNode route = JSON.objectNode();
        List<String> arguments = new ArrayList<>(line.arguments());
        boolean isMatched = !arguments.isEmpty()
                && !line.name().equals("vars")
                && (arguments.get(0).startsWith("@")
                        || arguments.get(0).startsWith("/")
                        || arguments.get(0).equals("*"));
        if (isMatched) {
            match(arguments.remove(0), line)
                    .ifPresent(match -> route.putArray("match").add(match));
        }
        if (line.name().equals("handle")) {
            route.put("group", group);
        }
        route.putArray("handle").add(handler(line, arguments));
        return route;
    }

    private Optional<ObjectNode> match(String matcher, Directive line) {
        if (matcher.equals("*")) {
            return Optional.empty();
        }
        if (matcher.startsWith("/")) {
            ObjectNode match = JSON.objectNode();
            match.putArray("path").add(matcher);
            return Optional.of(match);
        }
        if (!matchers.containsKey(matcher)) {
            throw new InvalidCaddyfileException("unrecognized matcher name: " + matcher + ", at " + line.place());
        }
        return Optional.of(matchers.get(matcher));
    }

    private static ObjectNode matcher(Directive line) {
        ObjectNode match = JSON.objectNode();
        List<String> words = line.arguments();
        switch (words.isEmpty() ? "" : words.get(0)) {
            case "path" -> words.stream().skip(1).forEach(match.putArray("path")::add);
            case "path_regexp" -> match.putObject("path_regexp").put("pattern", words.get(words.size() - 1));
            default ->
                throw new InvalidCaddyfileException("module not registered: http.matchers."
                        + (words.isEmpty() ? "" : words.get(0)) + ", at " + line.place());
        }
        return match;
    }

    private ObjectNode handler(Directive line, List<String> arguments) {
        ObjectNode handler = JSON.objectNode();
        switch (line.name()) {
            case "vars" -> handler.put("handler", "vars").put(argument(line, 0), argument(line, 1));
            case "route" -> handler.setAll(subroute(line.block(), true));
            case "handle" -> handler.setAll(subroute(line.block(), false));
            case "reverse_proxy" -> reverseProxy(handler, arguments, line);
            case "forward_auth" -> forwardAuth(handler, arguments, line);
            case "request_header" -> header(handler.put("handler", "headers").putObject("request"), arguments);
            case "header" -> header(handler.put("handler", "headers").putObject("response"), arguments);
            case "rewrite" -> handler.put("handler", "rewrite").put("uri", last(arguments, line));
            case "respond" -> respond(handler, arguments);
            case "redir" ->
                handler.put("handler", "static_response")
                        .put("status_code", 302)
                        .putObject("headers")
                        .putArray("Location")
                        .add(last(arguments, line));
            default -> handler.put("handler", line.name());
        }
        return handler;
    }

    private static void respond(ObjectNode handler, List<String> arguments) {
        handler.put("handler", "static_response");
        arguments.forEach(word -> {
            if (word.matches("[1-5]\\d\\d")) {
                handler.put("status_code", Integer.parseInt(word));
            } else {
                handler.put("body", word);
            }
        });
    }

    private static void reverseProxy(ObjectNode handler, List<String> arguments, Directive line) {
        handler.put("handler", "reverse_proxy");
        if (arguments.isEmpty()) {
            throw new InvalidCaddyfileException("upstream missing, at " + line.place());
        }
        arguments.forEach(
                upstream -> handler.withArray("/upstreams").addObject().put("dial", dial(upstream, line)));
        URI first = URI.create(arguments.get(0));
        if ("https".equals(first.getScheme())) {
            handler.putObject("transport").put("protocol", "http").putObject("tls");
        }
        for (Directive sub : line.block()) {
            switch (sub.name()) {
                case "header_up" -> header(handler.withObject("/headers/request"), sub.arguments());
                case "header_down" -> header(handler.withObject("/headers/response"), sub.arguments());
                case "transport" -> handler.withObject("/transport").put("protocol", argument(sub, 0));
                case "flush_interval", "lb_policy", "trusted_proxies", "health_uri" ->
                    handler.put(sub.name(), argument(sub, 0));
                default ->
                    throw new InvalidCaddyfileException(
                            "parsing caddyfile tokens for 'reverse_proxy': unrecognized subdirective " + sub.name()
                                    + ", at " + sub.place());
            }
        }
    }

    /** In Caddy it stands for a reverse proxy that goes on after an answer of success. */
    private static void forwardAuth(ObjectNode handler, List<String> arguments, Directive line) {
        List<Directive> rest = line.block().stream()
                .filter(sub -> !List.of("uri", "copy_headers").contains(sub.name()))
                .toList();
        reverseProxy(handler, arguments, new Directive(line.name(), arguments, rest, line.place()));
        handler.putObject("rewrite")
                .put("method", "GET")
                .put(
                        "uri",
                        line.one("uri")
                                .orElseThrow(() -> new InvalidCaddyfileException(
                                        "the 'uri' subdirective is required, at " + line.place())));
        ObjectNode good = handler.putArray("handle_response").addObject();
        good.putObject("match").putArray("status_code").add(2);
        ArrayNode copied = good.putArray("copy");
        line.all("copy_headers").flatMap(sub -> sub.arguments().stream()).forEach(copied::add);
    }

    private static void header(ObjectNode operations, List<String> arguments) {
        if (arguments.isEmpty()) {
            throw new InvalidCaddyfileException("wrong argument count for a header");
        }
        String name = arguments.get(0);
        if (name.startsWith("-")) {
            operations.withArray("/delete").add(name.substring(1));
        } else {
            operations.withObject("/set").putArray(name).add(arguments.size() > 1 ? arguments.get(1) : "");
        }
    }

    private static String dial(String upstream, Directive line) {
        URI address = URI.create(upstream.contains("://") ? upstream : "http://" + upstream);
        String path = address.getPath();
        if (path != null && !path.isEmpty()) {
            throw new InvalidCaddyfileException("parsing upstream '" + upstream
                    + "': for now, URLs for proxy upstreams only support scheme, host, and port components, at "
                    + line.place());
        }
        String authority = address.getRawAuthority();
        return authority.matches(".*:\\d+")
                ? authority
                : authority + ("https".equals(address.getScheme()) ? ":443" : ":80");
    }

    private static String argument(Directive line, int place) {
        if (line.arguments().size() <= place) {
            throw new InvalidCaddyfileException(
                    "wrong argument count or unexpected line ending after '" + line.name() + "', at " + line.place());
        }
        return line.arguments().get(place);
    }

    private static String last(List<String> arguments, Directive line) {
        if (arguments.isEmpty()) {
            throw new InvalidCaddyfileException(
                    "wrong argument count or unexpected line ending after '" + line.name() + "', at " + line.place());
        }
        return arguments.get(arguments.size() - 1);
    }
}
