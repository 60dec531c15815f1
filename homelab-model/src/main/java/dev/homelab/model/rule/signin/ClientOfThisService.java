// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.signin;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.SsoApp;
import dev.homelab.model.container.Container;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What refers to a client of the identity provider is in a service that is one, and is not the client itself. */
final class ClientOfThisService implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(definition -> Stream.concat(containers(definition), itself(definition)))
                .toList();
    }

    private static Stream<Problem> containers(Definition definition) {
        boolean isClient = definition.service().sso().map(SsoApp::kind).equals(Optional.of(SsoApp.Kind.OIDC));
        return isClient
                ? Stream.empty()
                : DefinitionParts.containers(definition).flatMap(ClientOfThisService::references);
    }

    private static Stream<Problem> references(Part<Container> container) {
        return container.value().secretTexts().entrySet().stream()
                .filter(entry -> DefinitionParts.isThere(entry.getValue()))
                .flatMap(entry -> entry.getValue().references().stream()
                        .filter(SecretRef::isOfSignIn)
                        .map(reference -> noClient(container, entry.getKey(), reference)));
    }

    private static Problem noClient(Part<Container> container, String path, SecretRef reference) {
        return new Problem(
                "service has no client",
                container.definition().positions().at(container.path() + "." + path),
                "\"%s\" is what service \"%s\" is known by where its visitors sign in, and it does not sign them in by itself."
                        .formatted(reference, container.service()),
                "add \"sso\" of kind \"oidc\", or write where the secret is, such as env:TOKEN.");
    }

    private static Stream<Problem> itself(Definition definition) {
        return definition.service().sso().flatMap(SsoApp::clientSecret).filter(ClientOfThisService::isOfSignIn).stream()
                .map(reference -> new Problem(
                        "secret refers to itself",
                        definition.positions().at("sso.clientSecret"),
                        "\"%s\" stands for this very secret.".formatted(reference),
                        "remove it to have one derived, or write where the secret is, such as env:CLIENT_SECRET."));
    }

    private static boolean isOfSignIn(SecretRef reference) {
        return DefinitionParts.isThere(reference)
                && DefinitionParts.isThere(reference.value())
                && reference.isOfSignIn();
    }
}
