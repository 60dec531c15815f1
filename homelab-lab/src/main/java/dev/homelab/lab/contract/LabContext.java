// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.contract;

import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.RecordFolder;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.SecretRef;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Resource;
import dev.homelab.provision.ledger.Claims;
import dev.homelab.provision.ledger.LedgerPage;
import dev.homelab.provision.ledger.LedgerProvisioner;
import dev.homelab.spi.Binding;
import dev.homelab.spi.Context;
import dev.homelab.spi.Hosts;
import dev.homelab.spi.HttpAnswer;
import dev.homelab.spi.HttpClient;
import dev.homelab.spi.HttpRequest;
import dev.homelab.spi.Sealing;
import dev.homelab.spi.SecretResolver;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What a run would lend to an adapter, for tests of one: every secret is the location of its reference, and HTTP goes to fakes.
 * There are no hosts.
 */
public final class LabContext implements Context {

    private final java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient();
    private final Cancellation cancellation = new Cancellation();
    private final MemoryPage page = new MemoryPage();

    /** Returns the provisioner of a target without room for marks, with its owners in a ledger; the same ledger each time. */
    public <R extends Resource> Provisioner<R> withLedger(Provisioner<R> provisioner) {
        return new LedgerProvisioner<>(provisioner, page);
    }

    /** Returns an inventory of the homelab that the laws are for, without hosts and targets. */
    @Override
    public Inventory inventory() {
        return new Inventory(
                ContractSubject.HOMELAB,
                SecretRef.of("env:HOMELAB_KEY"),
                RecordFolder.of("record"),
                Hostname.of("home.arpa"),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }

    @Override
    public SecretResolver secrets() {
        return (reference, where) -> reference.location();
    }

    /** Encodes only: what is sealed by it is no secret. */
    @Override
    public Sealing sealing() {
        return new Encoding();
    }

    @Override
    public Hosts hosts() {
        throw new UnsupportedOperationException("This context has no hosts.");
    }

    @Override
    public HttpClient http() {
        return this::exchange;
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public boolean refreshImages() {
        return false;
    }

    private HttpAnswer exchange(HttpRequest request) throws IOException {
        java.net.http.HttpRequest.Builder sent = java.net.http.HttpRequest.newBuilder(request.address())
                .method(
                        request.method(),
                        request.body().map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()));
        request.headers().forEach(sent::header);
        try {
            HttpResponse<String> answer = client.send(sent.build(), BodyHandlers.ofString());
            return new HttpAnswer(answer.statusCode(), "", answer.headers().map(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private static final class MemoryPage implements LedgerPage {

        private Claims claims = Claims.none();

        @Override
        public Claims read() {
            return claims;
        }

        @Override
        public void write(Claims now) {
            claims = now;
        }
    }

    private record Encoding() implements Sealing {

        @Override
        public EncryptedSecret seal(Binding place, String secret) {
            return new EncryptedSecret(
                    Base64.getEncoder().encodeToString((place + "\n" + secret).getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public String open(Binding place, EncryptedSecret sealed) {
            String text = new String(Base64.getDecoder().decode(sealed.text()), StandardCharsets.UTF_8);
            if (!text.startsWith(place + "\n")) {
                throw new IllegalArgumentException("It is sealed for another place.");
            }
            return text.substring((place + "\n").length());
        }

        @Override
        public String secretFor(String purpose) {
            return "secret for " + purpose;
        }
    }
}
