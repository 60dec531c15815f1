// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.lab.pihole.FakeDns;
import dev.homelab.lab.pihole.FakePihole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A second Pi-hole in a lab and its inventory, beside the first, {@code dns}. */
public final class SecondPihole implements AutoCloseable {

    /** Its name in the inventory. */
    public static final String NAME = "dns-2";

    public final FakePihole pihole = new FakePihole("the second one's password");
    private final FakeDns dns = new FakeDns(pihole);

    public SecondPihole(LabHome home) {
        home.environment().put("SECOND_PASSWORD", "the second one's password");
        String target =
                "  %s: {kind: pihole, url: \"%s\", password: env:SECOND_PASSWORD, dnsPort: %d, timeouts: {signIn: 1s, restart: 3s}}%n"
                        .concat("  dashboard:")
                        .formatted(NAME, pihole.uri(), dns.port());
        Path inventory = home.lab.inventory();
        try {
            Files.writeString(inventory, Files.readString(inventory).replace("  dashboard:", target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int queries() {
        return dns.queries();
    }

    @Override
    public void close() {
        dns.close();
        pihole.close();
    }
}
