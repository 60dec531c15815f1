// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.resolve;

import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Binding;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a service's references stand for, and seals it.
 *
 * <p>A service that signs its visitors in by itself always gets a client id and a client secret. What the definition does
 * not name is derived from the root key, the service's first name and, for the secret, its rotation, so that every run on every
 * machine finds the same and none is kept anywhere.
 */
final class SecretsOfService {

    private static final int ID_LENGTH = 40;

    private final Secrets secrets;
    private final RootKey key;
    private final String homelab;
    private final List<Problem> problems;
    private final Map<Asked, String> known = new HashMap<>();
    private final Set<Asked> missing = new HashSet<>();

    private enum Lines {
        ONE,
        SEVERAL
    }

    /** A container takes what has several lines, and nothing else does. */
    private record Asked(SecretRef reference, Lines lines) {}

    /** Finds secrets here, and adds a problem for each that cannot be had. */
    SecretsOfService(Secrets secrets, RootKey key, String homelab, List<Problem> problems) {
        this.secrets = secrets;
        this.key = key;
        this.homelab = homelab;
        this.problems = problems;
    }

    Map<SecretRef, EncryptedSecret> of(Definition definition) {
        Map<SecretRef, String> opened = new HashMap<>();
        places(definition)
                .forEach((reference, where) ->
                        found(reference, where, Lines.SEVERAL).ifPresent(secret -> opened.put(reference, secret)));
        Service service = definition.service();
        service.sso().filter(sso -> sso.kind() == SsoApp.Kind.OIDC).ifPresent(sso -> {
            opened.put(SecretRef.CLIENT_ID, sso.clientId().orElseGet(() -> clientId(service)));
            Where where = definition.positions().at("sso.clientSecret");
            sso.clientSecret()
                    .map(reference -> found(reference, where, Lines.ONE))
                    .orElseGet(() -> Optional.of(clientSecret(service, sso)))
                    .ifPresent(secret -> opened.put(SecretRef.CLIENT_SECRET, secret));
        });
        learnTexts(service, opened);
        Map<SecretRef, EncryptedSecret> sealed = new HashMap<>();
        opened.forEach((reference, secret) ->
                sealed.put(reference, key.seal(Binding.of(homelab, service.name(), reference), secret)));
        return sealed;
    }

    /** Each is looked up once, and reported once, however many services refer to it. */
    private Optional<String> found(SecretRef reference, Where where, Lines lines) {
        Asked asked = new Asked(reference, lines);
        if (!known.containsKey(asked) && missing.add(asked)) {
            try {
                known.put(
                        asked,
                        lines == Lines.ONE ? secrets.resolve(reference, where) : secrets.resolveText(reference, where));
            } catch (TargetException e) {
                problems.addAll(e.problems());
            }
        }
        return Optional.ofNullable(known.get(asked));
    }

    /** Text around a secret may show how long it is, or be what a program shows of it, so all of it is hidden, too. */
    private void learnTexts(Service service, Map<SecretRef, String> opened) {
        service.containers().values().stream()
                .flatMap(container -> container.secretTexts().values().stream())
                .filter(text -> text.reference().isEmpty() && opened.keySet().containsAll(text.references()))
                .forEach(text -> secrets.masker().learn(text.fill(opened::get)));
    }

    private String clientId(Service service) {
        return key.secretFor("client-id " + service.originalName()).substring(0, ID_LENGTH);
    }

    private String clientSecret(Service service, SsoApp sso) {
        String secret = key.secretFor(
                "client-secret " + service.originalName() + " " + sso.rotation().orElse(0));
        secrets.masker().learn(secret);
        return secret;
    }

    /** Returns what containers refer to outside of the definition, and where they do so first. */
    private static Map<SecretRef, Where> places(Definition definition) {
        Map<SecretRef, Where> places = new LinkedHashMap<>();
        definition
                .service()
                .containers()
                .forEach((name, container) -> container
                        .secretTexts()
                        .forEach((place, text) -> text.references().stream()
                                .filter(reference -> !reference.isOfSignIn())
                                .forEach(reference -> places.putIfAbsent(
                                        reference, definition.positions().at("containers." + name + "." + place)))));
        return places;
    }
}
