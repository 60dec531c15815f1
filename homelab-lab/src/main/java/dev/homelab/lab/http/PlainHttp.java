// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One HTTP/1.1 exchange over a connection of its own.
 *
 * <p>The JDK's clients neither let a {@code Host} header pass nor leave redirects and cookies alone, unless that is set
 * for the whole process; a proxy needs both.
 */
public final class PlainHttp {

    private static final int TIMEOUT_MILLIS = 10_000;

    private PlainHttp() {}

    /** Sends a request; {@code headers} hold everything but length and connection. */
    public static Answer send(String method, URI target, Map<String, List<String>> headers, String body)
            throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(target.getHost(), target.getPort()), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            write(socket.getOutputStream(), method, target, headers, body.getBytes(StandardCharsets.UTF_8));
            return read(socket.getInputStream());
        }
    }

    private static void write(
            OutputStream out, String method, URI target, Map<String, List<String>> headers, byte[] body)
            throws IOException {
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        StringBuilder head = new StringBuilder(method + " " + path + query + " HTTP/1.1\r\n");
        headers.forEach((name, values) -> values.forEach(
                value -> head.append(name).append(": ").append(value).append("\r\n")));
        head.append("Connection: close\r\nContent-Length: ").append(body.length).append("\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    private static Answer read(InputStream in) throws IOException {
        String[] status = line(in).split(" ", 3);
        if (status.length < 2) {
            throw new IOException("no answer");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String[] parts = header.split(":", 2);
            headers.put(parts[0], parts[1].strip());
        }
        boolean chunked =
                headers.entrySet().stream().anyMatch(header -> header.getKey().equalsIgnoreCase("Transfer-Encoding"));
        byte[] body = chunked ? chunks(in) : in.readAllBytes();
        headers.keySet()
                .removeIf(name -> List.of("transfer-encoding", "content-length", "connection", "date")
                        .contains(name.toLowerCase(Locale.ROOT)));
        return new Answer(Integer.parseInt(status[1]), headers, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }
}
