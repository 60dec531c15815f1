// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.adapter.authentik.AuthentikApi.ApplicationRow;
import dev.homelab.adapter.authentik.AuthentikApi.Applied;
import dev.homelab.adapter.authentik.AuthentikApi.BindingRow;
import dev.homelab.adapter.authentik.AuthentikApi.Creation;
import dev.homelab.adapter.authentik.AuthentikApi.FlowRow;
import dev.homelab.adapter.authentik.AuthentikApi.NamedRow;
import dev.homelab.adapter.authentik.AuthentikApi.OutpostRow;
import dev.homelab.adapter.authentik.AuthentikApi.Page;
import dev.homelab.adapter.authentik.AuthentikApi.UseRow;
import dev.homelab.adapter.authentik.ProviderApi.MappingRow;
import dev.homelab.adapter.authentik.ProviderApi.OAuth2Row;
import dev.homelab.adapter.authentik.ProviderApi.ProxyRow;
import dev.homelab.adapter.authentik.ProviderApi.SamlRow;
import dev.homelab.adapter.authentik.ProviderApi.ScopeFields;
import dev.homelab.adapter.support.http.Apis;
import dev.homelab.adapter.support.http.Calls;
import dev.homelab.adapter.support.http.Delay;
import dev.homelab.adapter.support.secret.ClientSecrets;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.HttpClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;

/** Calls to one Authentik server: whole lists instead of pages, and problems instead of statuses. */
final class AuthentikClient {

    private static final String EMBEDDED = "goauthentik.io/outposts/embedded";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;
    private static final int ATTEMPTS = 3;
    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final Set<String> REPEATABLE = Set.of("GET", "PATCH", "DELETE");

    private final AuthentikApi api;
    private final ProviderApi providers;
    private final Calls calls;
    private final AuthentikProblems problems;
    private final Optional<String> outpostName;
    private final URI url;
    private final Delay pause;
    private final Map<String, FlowRow> flows = new HashMap<>();
    private boolean isSuperuser;
    private @Nullable References references;
    private @Nullable List<NamedRow> groups;

    AuthentikClient(HttpClient http, AuthentikSettings settings, String token, Where where, Delay pause) {
        String base = Apis.withoutSlash(settings.url()) + "/api/v3/";
        Map<String, String> headers = Map.of("Authorization", "Bearer " + token);
        Optional<Path> authority = settings.ca().map(Path::of);
        this.api = new Apis(http).api(AuthentikApi.class, URI.create(base), () -> headers, authority, where);
        this.providers = new Apis(http).api(ProviderApi.class, URI.create(base), () -> headers, authority, where);
        this.calls = new Calls(where);
        this.pause = pause;
        this.problems = new AuthentikProblems(where);
        this.outpostName = settings.outpost();
        this.url = settings.url();
    }

    /** Makes a call and returns what it answers. */
    <T> T get(Function<AuthentikApi, Call<T>> call) {
        return body(call.apply(api));
    }

    /**
     * Makes a whole sign-on in one step. Where the answer is lost, it may have been made all the same, which is looked at.
     *
     * @return whether it was made
     */
    boolean create(Creation creation) {
        Call<Applied> call = api.create(creation);
        Response<Applied> answer;
        try {
            answer = calls.send(call);
        } catch (TargetException lost) {
            if (isThere(creation)) {
                return true;
            }
            throw lost;
        }
        if (answer.code() >= SERVER_ERROR && isThere(creation)) {
            return true;
        }
        check(call, answer);
        return Optional.ofNullable(answer.body()).filter(Applied::applied).isPresent();
    }

    /** Makes the mapping of our own if there is none, for all providers; what points at mappings is read again then. */
    void createEmailVerified() {
        body(providers.createScope(new ScopeFields(
                Provider.OAuth2.EMAIL_VERIFIED,
                "email",
                "return {\"email\": request.user.email, \"email_verified\": True}",
                "Email address, which counts as verified")));
        references = null;
    }

    private boolean isThere(Creation creation) {
        Response<ApplicationRow> answer =
                send(api.application(String.valueOf(creation.app().get("slug"))));
        return Optional.ofNullable(answer.body())
                .filter(row -> row.metaPublisher().equals(creation.app().get("meta_publisher")))
                .map(ApplicationRow::providerObj)
                .filter(provider -> provider.name().equals(creation.provider().get("name")))
                .isPresent();
    }

    /** Makes a call that writes a provider. */
    ProviderApi.Made provider(Function<ProviderApi, Call<ProviderApi.Made>> call) {
        return body(call.apply(providers));
    }

    /** Makes a call that has nothing to answer; what is to be deleted may be gone already. */
    void delete(Function<AuthentikApi, Call<Void>> call) {
        gone(call.apply(api));
    }

    void deleteProvider(Function<ProviderApi, Call<Void>> call) {
        gone(call.apply(providers));
    }

    /** Returns what uses an application, or nothing if it is gone. */
    List<UseRow> usesOf(ApplicationRow row) {
        return uses(api.usesOf(row.slug()));
    }

    List<UseRow> usesOf(ProviderRow row) {
        return uses(providers.usesOf(row.held().path(), row.pk()));
    }

    /** Returns which application uses a provider at this moment, as the provider has it. */
    Optional<String> applicationOf(ProviderRow row) {
        return ProviderReader.user(
                body(providers.one(row.held().path(), row.pk())).others());
    }

    /**
     * Reads everything that sign-ons are made of, and seals what is secret of it.
     *
     * @throws TargetException if that is not everything, since what is missing would look as if it did not exist
     */
    AuthentikRows rows(ClientSecrets secrets) {
        AuthentikRows rows = read(secrets);
        if (rows.missing().isPresent()) {
            rows = read(secrets); // it may have been made between two lists
        }
        rows.missing().ifPresent(slug -> {
            throw problems.refusal(problems.applicationHidden(slug));
        });
        return rows;
    }

    /** Asks once: who a token belongs to does not change. */
    private boolean refuseOtherThanSuperusers() {
        if (!isSuperuser) {
            AuthentikApi.User user = body(api.me()).user();
            if (!user.isSuperuser()) {
                throw problems.refusal(problems.notSuperuser(user.username()));
            }
        }
        return true;
    }

    /** Asks for all lists at the same time, so that it takes as long as the slowest. */
    private AuthentikRows read(ClientSecrets secrets) {
        try (ParallelReads lists = new ParallelReads()) {
            Supplier<Boolean> superuser = lists.ask(this::refuseOtherThanSuperusers);
            Supplier<References> known = references(lists);
            Supplier<Optional<OutpostRow>> outpost = lists.ask(this::outpost);
            Supplier<List<ApplicationRow>> applications = lists.ask(() -> all(api::applications));
            Supplier<List<BindingRow>> bindings = lists.ask(() -> all(api::bindings));
            Supplier<List<ProxyRow>> proxies = lists.ask(() -> all(providers::proxies));
            Supplier<List<OAuth2Row>> oauth2 = lists.ask(() -> all(providers::oauth2));
            Supplier<List<SamlRow>> saml = lists.ask(() -> all(providers::saml));
            isSuperuser = superuser.get();
            References pointedAt = known.get();
            List<ProviderRow> found =
                    new ProviderReader(secrets, pointedAt, outpost.get()).all(proxies.get(), oauth2.get(), saml.get());
            return new AuthentikRows(
                    secrets.homelab(), applications.get(), found, bindings.get(), outpost.get(), pointedAt);
        }
    }

    /** What only people change is read once; where that went wrong, the server refuses what points at it. */
    private Supplier<References> references(ParallelReads lists) {
        if (references != null) {
            References known = references;
            return () -> known;
        }
        Supplier<List<MappingRow>> scopes = lists.ask(() -> all(providers::scopes));
        Supplier<List<MappingRow>> saml = lists.ask(() -> all(providers::samlMappings));
        Supplier<List<NamedRow>> keys = lists.ask(() -> all(providers::keys));
        return () -> {
            List<MappingRow> mappings = new ArrayList<>(scopes.get());
            mappings.addAll(saml.get());
            References read = new References(mappings, keys.get());
            references = read;
            return read;
        };
    }

    /** Finds the outpost that answers the proxy. */
    Optional<OutpostRow> outpost() {
        return all(api::outposts).stream()
                .filter(outpost ->
                        outpostName.map(outpost.name()::equals).orElseGet(() -> EMBEDDED.equals(outpost.managed())))
                .findFirst();
    }

    /** Returns what the outpost is called, whether it exists or not. */
    /** Returns where visitors find the server. */
    URI url() {
        return url;
    }

    String outpostName() {
        return outpostName.orElse("authentik Embedded Outpost");
    }

    /** Returns all groups, read once like what providers point at. */
    List<NamedRow> groups() {
        if (groups == null) {
            groups = all(api::groups);
        }
        return groups;
    }

    /** Finds a flow by its exact slug, in the same way. */
    Optional<FlowRow> flow(String slug) {
        if (!flows.containsKey(slug)) {
            all(page -> api.flows(slug, page)).forEach(flow -> flows.put(flow.slug(), flow));
        }
        return Optional.ofNullable(flows.get(slug));
    }

    /** Returns the keys of the providers of every kind by their names, which are unique. */
    Map<String, Integer> providerKeys() {
        Map<String, Integer> keys = new HashMap<>();
        all(api::providers).forEach(row -> keys.put(row.name(), Integer.valueOf(row.pk())));
        return keys;
    }

    private List<UseRow> uses(Call<List<UseRow>> made) {
        Response<List<UseRow>> answer = send(made);
        if (answer.code() == NOT_FOUND) {
            return List.of();
        }
        check(made, answer);
        return Optional.ofNullable(answer.body()).orElse(List.of());
    }

    /** Reads all pages of a list, once more if they are not as many rows as the server counts. */
    private <T> List<T> all(IntFunction<Call<Page<T>>> list) {
        Optional<List<T>> rows = whole(list).or(() -> whole(list));
        return rows.orElseThrow(() -> problems.refusal(
                problems.listIncomplete(list.apply(1).request().url().encodedPath())));
    }

    private <T> Optional<List<T>> whole(IntFunction<Call<Page<T>>> list) {
        List<T> rows = new ArrayList<>();
        int next = 1;
        int count = 0;
        while (next > 0) {
            Page<T> answer = body(list.apply(next));
            rows.addAll(answer.results());
            next = answer.pagination().next();
            count = answer.pagination().count();
        }
        return rows.size() == count ? Optional.of(List.copyOf(rows)) : Optional.empty();
    }

    private <T> T body(Call<T> made) {
        Response<T> answer = answered(made);
        T body = answer.body();
        if (body == null) {
            throw new TargetException(calls.refused(made, answer));
        }
        return body;
    }

    private void gone(Call<Void> made) {
        Response<Void> answer = send(made);
        if (answer.code() != NOT_FOUND) {
            check(made, answer);
        }
    }

    private <T> Response<T> answered(Call<T> call) {
        Response<T> answer = send(call);
        check(call, answer);
        return answer;
    }

    /**
     * Makes a call, and makes it again where that is harmless: a read that the server broke, and whatever has the same effect
     * twice if there was no answer. A real server breaks some in hundreds.
     */
    private <T> Response<T> send(Call<T> made) {
        String method = made.request().method();
        Call<T> call = made;
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                Response<T> answer = calls.send(call);
                if (answer.code() < SERVER_ERROR || !method.equals("GET")) {
                    return answer;
                }
            } catch (TargetException e) {
                if (!REPEATABLE.contains(method)) {
                    throw e;
                }
            }
            call = call.clone();
            if (!pause.take(MOMENT.multipliedBy(attempt))) {
                break;
            }
        }
        return calls.send(call);
    }

    private void check(Call<?> call, Response<?> answer) {
        if (answer.code() == UNAUTHORIZED || answer.code() == FORBIDDEN) {
            throw new TargetException(
                    problems.tokenRefused(calls.refused(call, answer).detail()));
        }
        if (!answer.isSuccessful()) {
            throw new TargetException(calls.refused(call, answer));
        }
    }
}
