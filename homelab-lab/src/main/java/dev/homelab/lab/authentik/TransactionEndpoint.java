// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Request;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code core/transactional/applications}: application, provider and bindings in one step, and only new ones. */
final class TransactionEndpoint implements Endpoint {

    private final Directory directory;
    private final AuthentikVersion version;

    TransactionEndpoint(Directory directory, AuthentikVersion version) {
        this.directory = directory;
        this.version = version;
    }

    @Override
    public Answer answer(Request request, List<String> rest) {
        if (!request.method().equals("PUT")) {
            throw Kind.notAllowed(request.method());
        }
        ObjectNode sent = Json.body(request);
        under("app", () -> refuseTaken(sent));
        ObjectNode provider = under("provider", () -> provider(sent));
        ObjectNode application = under(
                "app",
                () -> new ApplicationKind(directory, version, true)
                        .create(part(sent, "app").set("provider", provider.get("pk"))));
        for (JsonNode binding : sent.path("policy_bindings")) {
            under(
                    "policy_bindings",
                    () -> new BindingKind(directory, version)
                            .create(binding.<ObjectNode>deepCopy().set("target", application.get("pk"))));
        }
        ObjectNode body = Json.object().put("applied", true);
        body.putArray("logs");
        return Answer.json(200, body.toString());
    }

    /** The application is judged before anything is made. */
    private ObjectNode refuseTaken(ObjectNode sent) {
        String slug = part(sent, "app").path("slug").asText();
        if (directory.applications.findBy("slug", slug).isPresent()) {
            throw Refusal.fields("slug", "Application with this slug already exists.");
        }
        return sent;
    }

    private ObjectNode provider(ObjectNode sent) {
        String kind = kind(sent.path("provider_model").asText());
        ObjectNode wanted = part(sent, "provider");
        ProviderKind providers = new ProviderKind(kind, directory, version, "");
        Optional<ObjectNode> existing =
                directory.providers.findBy("name", wanted.path("name").asText());
        if (existing.isEmpty()) {
            return providers.create(wanted);
        }
        if (version.isSince(2026, 2) || directory.applicationOf(existing.get()).isPresent()) {
            throw Refusal.fields("name", "State is set to must_created and object exists already");
        }
        // Releases before 2026 took an unassigned provider of that name over without a word.
        providers.change(existing.get(), wanted);
        return existing.get();
    }

    private static String kind(String model) {
        return switch (model) {
            case "authentik_providers_proxy.proxyprovider" -> Directory.PROXY;
            case "authentik_providers_oauth2.oauth2provider" -> Directory.OAUTH2;
            case "authentik_providers_saml.samlprovider" -> Directory.SAML;
            default -> throw Refusal.fields("provider_model", "\"" + model + "\" is not a valid choice.");
        };
    }

    private static ObjectNode part(ObjectNode sent, String name) {
        if (sent.get(name) instanceof ObjectNode part) {
            return part.deepCopy();
        }
        throw Refusal.fields("non_field_errors", "This field is required.");
    }

    private static <T> T under(String part, Supplier<T> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            throw refusal.under(part);
        }
    }
}
