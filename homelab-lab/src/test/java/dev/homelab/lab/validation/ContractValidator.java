// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.validation;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolverFactory;
import com.atlassian.oai.validator.report.ValidationReport;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Exchange;
import dev.homelab.lab.http.Request;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

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

    private static final Map<String, OpenApiInteractionValidator> LOADED = new ConcurrentHashMap<>();

    private final Contract contract;
    private final OpenApiInteractionValidator validator;
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicInteger checked = new AtomicInteger();

    private ContractValidator(Contract contract) {
        this.contract = contract;
        this.validator = LOADED.computeIfAbsent(contract.file(), file -> load(contract));
    }

    /** Holds exchanges to the description of FTL v6.4.1. */
    public static ContractValidator pihole() {
        return new ContractValidator(Contract.pihole());
    }

    /** Holds exchanges to the description of a release of Authentik: 2024.12.3, 2026.2.2 or 2026.8.3. */
    public static ContractValidator authentik(String release) {
        return new ContractValidator(Contract.authentik(release));
    }

    @Override
    public void accept(Exchange exchange) {
        if (exchange.request().path().startsWith(contract.base())
                && exchange.answer().status() < 500) {
            checked.incrementAndGet();
            String exchanged = exchange.request().method() + " "
                    + exchange.request().path() + " " + exchange.answer().status();
            report(exchange).getMessages().stream()
                    .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                    .flatMap(ContractValidator::innermost)
                    .map(ValidationReport.Message::getMessage)
                    .filter(said -> contract.deviations().stream().noneMatch(known -> known.excuses(exchange, said)))
                    .forEach(said -> violations.add(exchanged + ": " + said));
        }
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
                    checked + " exchanges, and against " + contract.file() + ":\n" + String.join("\n", violations));
        }
        if (checked.get() == 0) {
            throw new AssertionError("nothing was held to " + contract.file());
        }
    }

    /** What is said of a whole that is put together from schemas hides what is wrong with its parts. */
    private static Stream<ValidationReport.Message> innermost(ValidationReport.Message message) {
        return message.getNestedMessages().isEmpty()
                ? Stream.of(message)
                : message.getNestedMessages().stream().flatMap(ContractValidator::innermost);
    }

    private ValidationReport report(Exchange exchange) {
        Request request = exchange.request();
        return exchange.answer().status() >= 400
                ? validator.validateResponse(
                        request.path(), Method.valueOf(request.method()), response(exchange.answer()))
                : validator.validate(asked(request), response(exchange.answer()));
    }

    private static SimpleRequest asked(Request request) {
        SimpleRequest.Builder builder =
                new SimpleRequest.Builder(request.method(), request.uri().getRawPath());
        request.headers().forEach(builder::withHeader);
        request.query().forEach(builder::withQueryParam);
        if (!request.body().isEmpty()) {
            builder.withBody(request.body());
        }
        return builder.build();
    }

    private static SimpleResponse response(Answer answer) {
        SimpleResponse.Builder builder = SimpleResponse.Builder.status(answer.status());
        answer.headers().forEach((name, value) -> builder.withHeader(name, value));
        if (!answer.body().isEmpty()) {
            builder.withBody(answer.body());
        }
        return builder.build();
    }

    private static OpenApiInteractionValidator load(Contract contract) {
        return OpenApiInteractionValidator.createForInlineApiSpecification(contract.read())
                .withLevelResolver(LevelResolverFactory.withAdditionalPropertiesIgnored())
                .withStrictOperationPathMatching()
                .build();
    }
}
