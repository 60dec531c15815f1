// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.validation;

import dev.homelab.lab.http.Exchange;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A listener for a fake that checks every exchange against the server's OpenAPI description.
 *
 * <pre>{@code
 * ContractValidator contract = ContractValidator.pihole();
 * pihole.listen(contract);
 * ...
 * contract.assertKept();
 * }</pre>
 *
 * <p>Of a request the server refused (4xx) only the answer is judged, and a server that breaks (5xx) is not judged at
 * all. Known differences between a real server and its description are excused one by one, by name. Making one skips
 * the test where {@code CONTRACTS} names no folder. Safe for many threads.
 */
public final class ContractValidator implements Consumer<Exchange> {

    private final String name;
    private final Judge judge;
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicInteger checked = new AtomicInteger();

    private ContractValidator(String name, Judge judge) {
        this.name = name;
        this.judge = judge;
    }

    /** Who says what is wrong with an exchange. */
    interface Judge {

        /** Returns whether the description speaks of such a request at all. */
        boolean knows(Exchange exchange);

        /** Returns what breaks the description. */
        List<String> judge(Exchange exchange);
    }

    /** Holds exchanges to the description of FTL v6.4.1. */
    public static ContractValidator pihole() {
        return of(Contract.pihole());
    }

    /** Holds exchanges to the description of a release of Authentik: 2024.12.3, 2026.2.2 or 2026.8.3. */
    public static ContractValidator authentik(String release) {
        return of(Contract.authentik(release));
    }

    /** Holds exchanges to the description of version 10 of Discord's API. */
    public static ContractValidator discord() {
        return new ContractValidator(DiscordJudge.FILE, DiscordJudge.load());
    }

    private static ContractValidator of(Contract contract) {
        return new ContractValidator(contract.file(), OpenApiJudge.of(contract));
    }

    @Override
    public void accept(Exchange exchange) {
        if (judge.knows(exchange) && exchange.answer().status() < 500) {
            checked.incrementAndGet();
            String exchanged = exchange.request().method() + " "
                    + exchange.request().path() + " " + exchange.answer().status();
            judge.judge(exchange).forEach(said -> violations.add(exchanged + ": " + said));
        }
    }

    /** Returns the file of the description. */
    public String name() {
        return name;
    }

    /** Returns how many exchanges were judged. */
    public int checked() {
        return checked.get();
    }

    /** Returns what broke the description, in the order it happened. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** Fails when anything broke the description, and when there was nothing to judge. */
    public void assertKept() {
        if (!violations.isEmpty()) {
            throw new AssertionError(
                    checked + " exchanges, and against " + name + ":\n" + String.join("\n", violations));
        }
        if (checked.get() == 0) {
            throw new AssertionError("nothing was held to " + name);
        }
    }
}
