// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.caddy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * A Caddy that runs with a Caddyfile: this server is its admin API, {@link #entry()} is where visitors go.
 *
 * <p>It reads files at its start and when it is asked to, and watches none. One invalid file keeps everything from being loaded, and a
 * Caddy that starts with one is gone, as the real one.
 */
public final class FakeCaddy extends FakeServer {

    private static final int BAD_REQUEST = 400;

    private final Function<String, Path> host;
    private final String caddyfile;
    private final Function<URI, URI> lab;
    private final Visitors visitors;
    private final Map<Integer, Visitors> ports = new ConcurrentHashMap<>();
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger lag = new AtomicInteger();
    private volatile JsonNode config = NullNode.getInstance();
    private volatile JsonNode shown = NullNode.getInstance();
    private volatile Optional<String> lastError = Optional.empty();

    /**
     * Loads the Caddyfile, if there is one, and starts to listen.
     *
     * @param host where a path of its machine really is: {@code FakeHost::place}
     * @param caddyfile its path there
     * @param lab where a configured server really is: {@code PublishedPorts::moved}
     */
    public FakeCaddy(Function<String, Path> host, String caddyfile, Function<URI, URI> lab) {
        super("caddy");
        this.host = host;
        this.caddyfile = caddyfile;
        this.lab = lab;
        this.visitors = new Visitors(() -> config, lab, "");
        boot();
        start();
    }

    /** Where visitors go, whatever the port; the host they ask for is in the {@code Host} header. */
    public URI entry() {
        return visitors.uri();
    }

    /** Where visitors of one port go; sites that listen on others do not answer there. */
    public URI entry(int port) {
        return ports.computeIfAbsent(port, number -> new Visitors(() -> config, lab, ":" + number))
                .uri();
    }

    /** The server behind {@link #entry()}, to count its requests, listen to them or make it fail. */
    public FakeServer visitors() {
        return visitors;
    }

    /** Why the last Caddyfile was refused; empty if it was not. */
    public Optional<String> lastError() {
        return lastError;
    }

    /** Returns how many configurations came into force since the start, the first one included. */
    public int loads() {
        return loads.get();
    }

    /** Lets the API show a new configuration only after it was asked this often. */
    public void lag(int reads) {
        lag.set(reads);
    }

    /** Ends it and starts it again: it runs with what its Caddyfile says then, or not at all. */
    public void restart() {
        config = NullNode.getInstance();
        shown = config;
        boot();
        if (lastError.isPresent()) {
            disconnect();
        }
    }

    @Override
    protected synchronized Answer answer(Request request) {
        return switch (request.method() + " " + request.path()) {
            case "GET /config/" -> Answer.json(200, shown() + "\n");
            case "POST /adapt" -> adapt(request);
            case "POST /load" -> load(request);
            default -> Answer.json(404, error("resource not found"));
        };
    }

    @Override
    public void close() {
        visitors.close();
        ports.values().forEach(Visitors::close);
        super.close();
    }

    private JsonNode shown() {
        if (lag.get() > 0 && !shown.equals(config)) {
            lag.decrementAndGet();
            return shown;
        }
        shown = config;
        return shown;
    }

    private Answer adapt(Request request) {
        try {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.set("result", adapted(request.body()));
            return Answer.json(200, answer.toString());
        } catch (InvalidCaddyfileException e) {
            return Answer.json(BAD_REQUEST, error("adapting config using caddyfile adapter: " + e.getMessage()));
        }
    }

    private Answer load(Request request) {
        if (!request.header("Content-Type").orElse("").startsWith("text/caddyfile")) {
            return Answer.json(
                    BAD_REQUEST, error("loading config: decoding config: the fake Caddy loads Caddyfiles only"));
        }
        if (!faults().allowWrite()) {
            return Answer.json(500, error("loading config: no space left on device"));
        }
        Optional<String> refusal = inForce(request.body());
        refusal.ifPresentOrElse(reason -> {}, this::countWrite);
        return refusal.map(reason -> Answer.json(BAD_REQUEST, error(reason)))
                .orElseGet(() -> Answer.empty(200).with("Connection", "close"));
    }

    private void boot() {
        lastError = Optional.empty();
        if (Files.exists(host.apply(caddyfile))) {
            lastError = inForce("import " + caddyfile + "\n");
        }
    }

    /** Returns why not. */
    private Optional<String> inForce(String text) {
        try {
            ObjectNode made = adapted(text);
            provision(made);
            if (!made.equals(config)) {
                config = made;
            }
            loads.incrementAndGet();
            lastError = Optional.empty();
        } catch (InvalidCaddyfileException e) {
            lastError = Optional.of("adapting config using caddyfile adapter: " + e.getMessage());
        } catch (PatternSyntaxException e) {
            lastError = Optional.of(
                    "loading config: loading new config: loading http app module: provision http: setting up route handlers:"
                            + " provision http.matchers.path_regexp: compiling matcher regexp " + e.getPattern());
        }
        return lastError;
    }

    private ObjectNode adapted(String text) {
        return Adapter.adapt(CaddyfileParser.parse(text, this::matching));
    }

    private static void provision(JsonNode node) {
        if (node.path("pattern").isTextual()) {
            Pattern.compile(node.path("pattern").asText());
        }
        node.forEach(FakeCaddy::provision);
    }

    /** Only the last part of a path may have an asterisk here, which stands for a dot at the begin of a name, too. */
    private Map<String, String> matching(String pattern) {
        int slash = pattern.lastIndexOf('/');
        Path folder = host.apply(slash == 0 ? "/" : pattern.substring(0, slash));
        Pattern name =
                Pattern.compile(Pattern.quote(pattern.substring(slash + 1)).replace("*", "\\E[^/]*\\Q"));
        Map<String, String> found = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String called = file.getFileName().toString();
                    if (name.matcher(called).matches()) {
                        found.put(pattern.substring(0, slash + 1) + called, Files.readString(file));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    private static String error(String message) {
        return JsonNodeFactory.instance.objectNode().put("error", message).toString();
    }
}
