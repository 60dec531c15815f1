// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.route;

import dev.homelab.problem.Where;
import dev.homelab.runner.importer.route.ForeignRoute.Answer;
import dev.homelab.runner.importer.route.ForeignRoute.Place;
import dev.homelab.runner.importer.route.Tokens.Statement;
import dev.homelab.runner.importer.route.TraefikRule.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sites of a Caddyfile that lead to one server: an address, and {@code reverse_proxy}. */
public final class Caddyfile {

    /** What stands for the container whose labels say it. */
    public static final String ITSELF = "upstreams.itself";

    private static final Pattern UPSTREAMS =
            Pattern.compile("\\{\\{\\s*+upstreams(?:\\s++(https?|h2c))?(?:\\s++([0-9]{1,5}))?\\s*+\\}\\}");

    private final String file;
    private final List<ForeignRoute> routes = new ArrayList<>();

    private Caddyfile(String file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws UnreadableFileException if it has no form
     */
    static List<ForeignRoute> read(String text, String file) {
        Caddyfile all = new Caddyfile(file);
        List<Statement> statements = Tokens.statements(Tokens.of(text, file, ""), file, true);
        boolean isOneSite = statements.size() > 1
                && statements.stream()
                        .noneMatch(one -> one.hasBlock() && !one.words().isEmpty() && isAddress(one.name()));
        if (isOneSite && !statements.get(0).hasBlock()) {
            all.site(new Statement(statements.get(0).words(), statements.subList(1, statements.size()), true));
        } else {
            statements.stream().filter(one -> !one.words().isEmpty()).forEach(all::site);
        }
        if (all.routes.isEmpty()) {
            throw Tokens.unreadable(file, 1, "it has no site");
        }
        return List.copyOf(all.routes);
    }

    private static boolean isAddress(String word) {
        return word.contains(".") || word.contains(":") || word.startsWith("{$") || word.equals("localhost");
    }

    private void site(Statement site) {
        if (site.name().startsWith("(") || site.name().startsWith("&(")) {
            return; // a part that sites import
        }
        List<String> addresses = Stream.concat(Stream.of(site.name()), site.arguments().stream())
                .flatMap(word -> Stream.of(word.split(",", -1)))
                .filter(word -> !word.isBlank())
                .toList();
        routes.add(route(addresses, site.inner(), new Where.InFile(file, site.line(), 1, "")));
    }

    /** Returns the route of a site. */
    static ForeignRoute route(List<String> addresses, List<Statement> directives, Where where) {
        Answer answer = Answer.of("http", "", Optional.empty());
        List<Place> places = new ArrayList<>();
        List<String> losses = new ArrayList<>();
        Optional<String> reason = Optional.empty();
        try {
            answer = answer(directives, losses);
            for (String address : addresses) {
                places.add(place(address));
            }
        } catch (RefusedException e) {
            reason = Optional.of(e.reason());
        }
        ForeignRoute route =
                ForeignRoute.page(String.join(", ", addresses), List.copyOf(places), answer, losses, where);
        return reason.map(route::refused).orElse(route);
    }

    private static Place place(String address) {
        String name = address.replaceFirst("^https?://", "").replaceFirst("/$", "");
        if (name.contains("/") || name.contains(":") || name.contains("{") || name.contains("`")) {
            throw new RefusedException("A route has no form for the address \"%s\".".formatted(address));
        }
        return TraefikRule.places("Host(`" + name + "`)").get(0);
    }

    private static Answer answer(List<Statement> directives, List<String> losses) {
        List<Answer> answers = new ArrayList<>();
        for (Statement directive : directives) {
            switch (directive.name()) {
                case "reverse_proxy" -> answers.add(upstream(directive));
                case "tls" -> {} // certificates are the business of the new proxy
                case "log" -> {}
                case "encode" -> losses.add("Answers are compressed (\"encode\").");
                default ->
                    throw new RefusedException(
                            "It has \"%s\", which a route does not say.".formatted(directive.name()));
            }
        }
        if (answers.size() != 1) {
            throw new RefusedException(
                    answers.isEmpty() ? "It leads to no server." : "It leads to more than one server.");
        }
        return answers.get(0);
    }

    private static Answer upstream(Statement directive) {
        List<String> upstreams = directive.arguments();
        if (upstreams.size() != 1) {
            throw new RefusedException("Of \"reverse_proxy\", a route says one server and no paths.");
        }
        directive.inner().stream()
                .filter(one -> !one.name().equals("header_up"))
                .findFirst()
                .ifPresent(one -> {
                    throw new RefusedException(
                            "It has \"%s\" in \"reverse_proxy\", which a route does not say.".formatted(one.name()));
                });
        return address(upstreams.get(0));
    }

    private static Answer address(String upstream) {
        String text = upstream.toLowerCase(Locale.ROOT);
        if (text.contains("{") || text.startsWith("unix/")) {
            throw new RefusedException("A route has no form for the server \"%s\".".formatted(upstream));
        }
        String whole = text.contains("://") ? text : "http://" + (text.startsWith(":") ? "localhost" : "") + text;
        return TraefikRouters.address(whole);
    }

    /**
     * Returns the routes that labels of caddy-docker-proxy describe, each with the beginning of its labels: {@code caddy} or
     * {@code caddy_1}.
     */
    public static List<Labelled> ofLabels(Map<String, String> labels, Where where) {
        Map<String, List<Statement>> directives = new TreeMap<>();
        labels.forEach((name, value) -> {
            String prefix = name.replaceFirst("\\..*", "");
            if (prefix.matches("caddy(_[0-9]{1,3})?")) {
                List<Statement> own = directives.computeIfAbsent(prefix, any -> new ArrayList<>());
                if (!name.equals(prefix)) {
                    List<Tokens.Token> words = new ArrayList<>();
                    Stream.concat(
                                    Stream.of(name.substring(prefix.length() + 1)),
                                    Stream.of(upstreams(value).split("\\s+", -1)))
                            .filter(word -> !word.isEmpty())
                            .forEach(word -> words.add(new Tokens.Token(word, 1, false)));
                    own.add(new Statement(List.copyOf(words), List.of(), false));
                }
            }
        });
        List<Labelled> all = new ArrayList<>();
        directives.forEach((prefix, own) -> {
            List<String> addresses = Stream.of(labels.getOrDefault(prefix, "").split("[,\\s]+", -1))
                    .filter(word -> !word.isEmpty())
                    .toList();
            if (!addresses.isEmpty()) {
                all.add(new Labelled(prefix, route(addresses, own, where)));
            }
        });
        return all;
    }

    /**
     * A route of labels.
     *
     * @param prefix what its labels begin with
     */
    public record Labelled(String prefix, ForeignRoute route) {}

    /** {@code upstreams} stands for the container itself. */
    private static String upstreams(String value) {
        Matcher matcher = UPSTREAMS.matcher(value);
        if (!matcher.matches()) {
            return value;
        }
        String scheme = matcher.group(1) == null ? "http" : matcher.group(1);
        return scheme + "://" + ITSELF + (matcher.group(2) == null ? ":80" : ":" + matcher.group(2));
    }
}
