// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import dev.homelab.lab.host.shell.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.IOUtils;
import net.schmizz.sshj.connection.channel.direct.Session;

/** A fake host and the means to speak to it with a client that trusts nothing but its known_hosts line. */
final class LabHost implements AutoCloseable {

    final PublishedPorts ports = new PublishedPorts();
    final FakeHost host;
    private final Path knownHosts;
    private final Path key;

    LabHost(Path folder) {
        KeyPair pair = LabKeys.make();
        key = LabKeys.write(pair, folder.resolve("key"));
        try {
            Path root = Files.createDirectory(folder.resolve("root"));
            host = new FakeHost("media", "192.0.2.11", root, pair.getPublic(), ports);
            knownHosts = Files.writeString(folder.resolve("known_hosts"), host.knownHostsLine() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SSHClient connect() throws IOException {
        SSHClient client = new SSHClient();
        client.loadKnownHosts(knownHosts.toFile());
        client.connect("127.0.0.1", host.port());
        client.authPublickey("lab", key.toString());
        return client;
    }

    Output run(String text) {
        try (SSHClient client = connect()) {
            return run(client, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Output run(SSHClient client, String text) throws IOException {
        try (Session session = client.startSession();
                Session.Command command = session.exec(text)) {
            String out = IOUtils.readFully(command.getInputStream()).toString(StandardCharsets.UTF_8);
            String err = IOUtils.readFully(command.getErrorStream()).toString(StandardCharsets.UTF_8);
            command.join();
            return new Output(command.getExitStatus(), out, err);
        }
    }

    void write(String path, String text) {
        try {
            Files.createDirectories(host.place(path).getParent());
            Files.writeString(host.place(path), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        host.close();
    }
}
