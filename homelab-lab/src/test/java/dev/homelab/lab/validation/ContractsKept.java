// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.validation;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test during which anything broke the description of a real server, in whichever module. JUnit finds it by itself. When
 * all tests have run, {@code target/proofs/contracts.txt} says how many exchanges were judged.
 */
public final class ContractsKept implements BeforeAllCallback, AfterEachCallback {

    private static final Path FIGURES = Path.of("target", "proofs", "contracts.txt");

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(Namespace.create(ContractsKept.class)).computeIfAbsent("end", key ->
                (AutoCloseable) ContractsKept::write);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> breaches = HeldToContracts.newBreaches();
        if (!breaches.isEmpty()) {
            throw new AssertionError(
                    breaches.size() + " breaches of API descriptions:\n" + String.join("\n", breaches));
        }
    }

    private static void write() {
        Map<String, Integer> judged = HeldToContracts.judged();
        if (!judged.isEmpty()) {
            try {
                Files.createDirectories(FIGURES.getParent());
                Files.writeString(
                        FIGURES,
                        judged.entrySet().stream()
                                .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                                .collect(joining()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
