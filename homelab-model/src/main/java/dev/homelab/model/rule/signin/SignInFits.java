// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.signin;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.SsoApp;
import dev.homelab.model.SsoApp.Kind;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A sign-in has what its kind needs, and nothing that only another kind reads. */
final class SignInFits implements Rule {

    /** A key of a sign-in, and whether it is written. */
    private record Key(String name, boolean isWritten) {}

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        for (Definition definition : catalog.definitions()) {
            definition
                    .service()
                    .sso()
                    .filter(sso -> DefinitionParts.isThere(sso.kind()))
                    .ifPresent(sso -> {
                        needs(definition, sso, problems);
                        unread(sso).stream()
                                .filter(Key::isWritten)
                                .map(key -> unread(definition, sso, key))
                                .forEach(problems::add);
                        rotation(definition, sso, problems);
                        client(definition, sso, problems);
                        domain(definition, problems);
                    });
        }
        return problems;
    }

    private static void needs(Definition definition, SsoApp sso, List<Problem> problems) {
        if (sso.kind() == Kind.OIDC && sso.redirectUris().isEmpty()) {
            problems.add(incomplete(definition, "redirectUris", "redirectUris: [https://photos.home.arpa/auth/login]"));
        }
        if (sso.kind() == Kind.SAML && sso.acsUrl().isEmpty()) {
            problems.add(incomplete(definition, "acsUrl", "acsUrl: https://wiki.home.arpa/saml/acs"));
        }
    }

    private static Problem incomplete(Definition definition, String key, String example) {
        return new Problem(
                "sign-in not complete",
                definition.positions().at("sso"),
                "service \"%s\" does not say by \"%s\" where visitors come back to."
                        .formatted(DefinitionParts.nameOf(definition), key),
                "add it as the service's own documentation has it, such as %s.".formatted(example));
    }

    private static List<Key> unread(SsoApp sso) {
        List<Key> unread = new ArrayList<>();
        if (sso.kind() == Kind.NONE) {
            unread.add(new Key("groups", !sso.groups().isEmpty()));
            unread.add(new Key("icon", sso.icon().isPresent()));
            unread.add(new Key("category", sso.category().isPresent()));
        }
        if (sso.kind() != Kind.FORWARD_AUTH) {
            unread.add(new Key("domain", sso.domain().isPresent()));
            unread.add(new Key("publicPaths", sso.publicPaths().isPresent()));
            unread.add(new Key("basicAuth", sso.basicAuth().isPresent()));
        }
        if (sso.kind() != Kind.OIDC) {
            unread.add(new Key("redirectUris", !sso.redirectUris().isEmpty()));
            unread.add(new Key("clientId", sso.clientId().isPresent()));
            unread.add(new Key("clientSecret", sso.clientSecret().isPresent()));
            unread.add(new Key("rotation", sso.rotation().isPresent()));
            unread.add(new Key("scopes", sso.scopes().isPresent()));
            unread.add(new Key("emailVerified", sso.emailVerified().isPresent()));
            unread.add(new Key("offlineAccess", sso.offlineAccess().isPresent()));
            unread.add(new Key("client", sso.client().isPresent()));
        }
        if (sso.kind() != Kind.SAML) {
            unread.add(new Key("acsUrl", sso.acsUrl().isPresent()));
            unread.add(new Key("audience", sso.audience().isPresent()));
        }
        return unread;
    }

    private static Stream<Key> ownWords(SsoApp sso) {
        return Stream.of(
                new Key("publicPaths", sso.publicPaths().isPresent()),
                new Key("basicAuth", sso.basicAuth().isPresent()),
                new Key("icon", sso.icon().isPresent()),
                new Key("category", sso.category().isPresent()));
    }

    private static Problem unread(Definition definition, SsoApp sso, Key key) {
        String kind = sso.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Problem(
                "key of another sign-in",
                definition.positions().at("sso." + key.name()),
                "a sign-in of kind \"%s\" does not read \"%s\".".formatted(kind, key.name()),
                "remove it, or correct \"kind\".");
    }

    private static void rotation(Definition definition, SsoApp sso, List<Problem> problems) {
        if (sso.kind() == Kind.OIDC
                && sso.rotation().isPresent()
                && sso.clientSecret().isPresent()) {
            problems.add(new Problem(
                    "rotation of another's secret",
                    definition.positions().at("sso.rotation"),
                    "\"rotation\" derives another secret, and this one is not derived: \"clientSecret\" says where it is.",
                    "remove one of the two."));
        }
    }

    private static void client(Definition definition, SsoApp sso, List<Problem> problems) {
        boolean isPublic = sso.client().filter(SsoApp.Client.PUBLIC::equals).isPresent();
        if (sso.kind() == Kind.OIDC && isPublic && sso.clientSecret().isPresent()) {
            problems.add(new Problem(
                    "public client with secret",
                    definition.positions().at("sso.clientSecret"),
                    "a public client keeps no secret, and proves itself by PKCE.",
                    "remove \"clientSecret\", or \"client\"."));
        }
    }

    private static void domain(Definition definition, List<Problem> problems) {
        if (definition.service().sharesSignIn()) {
            definition
                    .service()
                    .sso()
                    .ifPresent(sso -> ownWords(sso)
                            .filter(Key::isWritten)
                            .map(
                                    key -> new Problem(
                                            "key beside shared sign-in",
                                            definition.positions().at("sso." + key.name()),
                                            "\"%s\" is said of a sign-in of its own, and \"%s\" shares that of the whole domain, which a person set up."
                                                    .formatted(key.name(), DefinitionParts.nameOf(definition)),
                                            "remove \"domain\" to give the service a sign-in of its own, or set this at the identity provider."))
                            .forEach(problems::add));
        }
        boolean hasGroups = definition
                .service()
                .sso()
                .filter(sso -> !sso.groups().isEmpty())
                .isPresent();
        if (definition.service().sharesSignIn() && hasGroups) {
            problems.add(new Problem(
                    "groups beside shared sign-in",
                    definition.positions().at("sso.groups"),
                    "the sign-in of the whole domain lets the same people into every service, so \"groups\" would not restrict access to \"%s\"."
                            .formatted(DefinitionParts.nameOf(definition)),
                    "remove \"domain\" to give the service a sign-in of its own, or remove \"groups\"."));
        }
    }
}
