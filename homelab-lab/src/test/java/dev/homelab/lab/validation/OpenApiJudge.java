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
import java.util.stream.Stream;

/** Judges by a description in OpenAPI 3.0, of which each is read once. */
record OpenApiJudge(Contract contract, OpenApiInteractionValidator validator) implements ContractValidator.Judge {

    private static final Map<String, OpenApiJudge> LOADED = new ConcurrentHashMap<>();

    static OpenApiJudge of(Contract contract) {
        return LOADED.computeIfAbsent(contract.file(), file -> new OpenApiJudge(contract, load(contract)));
    }

    @Override
    public boolean knows(Exchange exchange) {
        return exchange.request().path().startsWith(contract.base());
    }

    @Override
    public List<String> judge(Exchange exchange) {
        return report(exchange).getMessages().stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .flatMap(OpenApiJudge::innermost)
                .map(ValidationReport.Message::getMessage)
                .filter(said -> contract.deviations().stream().noneMatch(known -> known.excuses(exchange, said)))
                .toList();
    }

    /** What is said of a whole that is put together from schemas hides what is wrong with its parts. */
    private static Stream<ValidationReport.Message> innermost(ValidationReport.Message message) {
        return message.getNestedMessages().isEmpty()
                ? Stream.of(message)
                : message.getNestedMessages().stream().flatMap(OpenApiJudge::innermost);
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
