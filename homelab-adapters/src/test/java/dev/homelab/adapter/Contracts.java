// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter;

import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.validation.ContractValidator;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Holds what crosses a fake to its API description, where {@code CONTRACTS} names the folder of those; otherwise does
 * nothing.
 */
public final class Contracts {

    private final Optional<ContractValidator> validator;

    private Contracts(Optional<ContractValidator> validator) {
        this.validator = validator;
    }

    public static Contracts watch(FakeServer server, Supplier<ContractValidator> description) {
        Optional<ContractValidator> validator =
                Optional.ofNullable(System.getenv("CONTRACTS")).map(folder -> description.get());
        validator.ifPresent(server::listen);
        return new Contracts(validator);
    }

    /** Fails the test if anything that crossed broke the description. */
    public void assertKept() {
        validator.filter(one -> one.checked() > 0).ifPresent(ContractValidator::assertKept);
    }
}
