// SPDX-License-Identifier: Apache-2.0
package dev.homelab.hostile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.hostile.Product.Ended;
import dev.homelab.hostile.Table.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Servers that answer with payloads: in the status line, a header, an error, or where a name should stand. */
final class Answers {

    private static final String KIND = "target's answer";
    private static final int TARGETS = 3;

    private final Home home;

    Answers(Home home) {
        this.home = home;
    }

    void all() {
        List<Payload> payloads = home.payloads();
        for (int i = 0; i < payloads.size(); i += TARGETS) {
            List<Payload> some = payloads.subList(i, Math.min(i + TARGETS, payloads.size()));
            List<Hostile> servers = new ArrayList<>();
            some.forEach(
                    payload -> servers.add(new Hostile(payload.at(home.table().mark()), servers.size())));
            ObjectNode document = home.inventory().deepCopy();
            ObjectNode targets = (ObjectNode) document.get("targets");
            targets.remove("dashboard");
            ((ObjectNode) targets.get("dns")).put("url", servers.get(0).url());
            ((ObjectNode) targets.get("dns"))
                    .putObject("timeouts")
                    .put("signIn", "1s")
                    .put("verify", "1s")
                    .put("restart", "1s");
            ((ObjectNode) targets.get("sso"))
                    .put("url", servers.get(Math.min(1, servers.size() - 1)).url());
            ((ObjectNode) targets.get("proxy"))
                    .put("api", servers.get(servers.size() - 1).url());
            document.put("homelab", "answers").put("record", "box:" + home.variable("STACKS_DIR") + "-answers-record");
            String folder = "answers-%d/services/".formatted(i);
            home.write(folder + "inventory.yaml", Home.text(document));
            home.write(folder + "media/films.yaml", Home.text(Samples.service("films", ".sso", 18_080)));
            Ended ended = home.product()
                    .run(
                            Home.LIMIT,
                            "apply",
                            "--json",
                            "--patience",
                            "2",
                            "--services",
                            home.folder().resolve(folder).toString());
            servers.forEach(Hostile::close);
            home.table().look(KIND, ended);
            some.forEach(payload ->
                    home.table().count(KIND, ended.isRefused() ? Outcome.REFUSED : Outcome.CHANGED, ended::brief));
        }
    }

    /** A server that answers every request in one way; the ways take turns. */
    private static final class Hostile {

        private final ServerSocket socket;
        private final byte[] answer;

        Hostile(String text, int turn) {
            String json = Home.text(Samples.parse("{}").put("a", text).get("a")).strip();
            String error =
                    "{\"error\":{\"key\":%1$s,\"message\":%1$s,\"hint\":%1$s},\"detail\":%1$s,\"session\":{\"valid\":false,\"message\":%1$s}}"
                            .formatted(json);
            String wrong =
                    "{\"version\":%1$s,\"Version\":%1$s,\"pagination\":{\"next\":%1$s},\"results\":[{\"name\":%1$s,\"slug\":%1$s}],\"session\":{\"valid\":true,\"sid\":%1$s},\"config\":{\"dns\":{\"hosts\":[%1$s]}}}"
                            .formatted(json);
            String line = text.replaceAll("[\r\n]", " ");
            answer = switch ((turn + text.length()) % 5) {
                case 0 -> http("403 Forbidden", "", error);
                case 1 -> http("200 OK", "", wrong);
                case 2 -> http("418 " + line, "X-A: " + line + "\r\n", text);
                case 3 -> http("302 Found", "Location: " + line + "\r\n", "");
                default -> http("500 Error", "Content-Type: " + line + "\r\nSet-Cookie: " + line + "\r\n", text);
            };
            try {
                socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread thread = new Thread(this::serve, "hostile");
            thread.setDaemon(true);
            thread.start();
        }

        private static byte[] http(String status, String headers, String body) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            return ("HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + bytes.length
                            + "\r\nConnection: close\r\n\r\n" + body)
                    .getBytes(StandardCharsets.UTF_8);
        }

        String url() {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket visitor = socket.accept();
                        InputStream request = visitor.getInputStream();
                        OutputStream out = visitor.getOutputStream()) {
                    visitor.setSoTimeout(1000);
                    request.read(new byte[1 << 16]);
                    out.write(answer);
                } catch (IOException e) {
                    if (!socket.isClosed()) {
                        System.err.printf("  a visitor has left: %s%n", e.getMessage());
                    }
                }
            }
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
