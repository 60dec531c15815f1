// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.adapter.authentik.AuthentikApi.ApplicationRow;
import dev.homelab.adapter.authentik.AuthentikApi.FlowRow;
import dev.homelab.adapter.authentik.AuthentikApi.NamedRow;
import dev.homelab.adapter.authentik.AuthentikApi.OutpostRow;
import dev.homelab.adapter.authentik.AuthentikApi.Page;
import dev.homelab.adapter.authentik.AuthentikApi.UseRow;
import dev.homelab.adapter.authentik.ProviderApi.MappingRow;
import dev.homelab.adapter.support.http.Calls;
import dev.homelab.adapter.support.http.Http;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;

/** Calls to one Authentik server: whole lists instead of pages, and problems instead of statuses. */
final class AuthentikClient {

    private static final String EMBEDDED = "goauthentik.io/outposts/embedded";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final AuthentikApi api;
    private final ProviderApi providers;
    private final Calls calls;
    private final AuthentikProblems problems;
    private final Optional<String> outpostName;
    private final Map<String, FlowRow> flows = new HashMap<>();
    private boolean isSuperuser;
    private @Nullable References references;
    private @Nullable List<NamedRow> groups;

    AuthentikClient(Http http, AuthentikSettings settings, String token, Where where) {
        String base = settings.url().toString().replaceFirst("/+$", "") + "/api/v3/";
        Map<String, String> headers = Map.of("Authorization", "Bearer " + token);
        this.api = http.api(AuthentikApi.class, URI.create(base), () -> headers);
        this.providers = http.api(ProviderApi.class, URI.create(base), () -> headers);
        this.calls = new Calls(where);
        this.problems = new AuthentikProblems(where);
        this.outpostName = settings.outpost();
    }

    /** Makes a call and returns what it answers. */
    <T> T get(Function<AuthentikApi, Call<T>> call) {
        return body(call.apply(api));
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
     * @throws TargetException if that is not everything, since what is left out would look as if it did not exist
     */
    AuthentikRows rows(ClientSecrets secrets) {
        refuseOtherThanSuperusers();
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
    private void refuseOtherThanSuperusers() {
        if (!isSuperuser) {
            AuthentikApi.User user = body(api.me()).user();
            if (!user.isSuperuser()) {
                throw problems.refusal(problems.notSuperuser(user.username()));
            }
            isSuperuser = true;
        }
    }

    private AuthentikRows read(ClientSecrets secrets) {
        Optional<OutpostRow> outpost = outpost();
        References known = references();
        List<ProviderRow> found = new ProviderReader(secrets, known, outpost)
                .all(all(providers::proxies), all(providers::oauth2), all(providers::saml));
        return new AuthentikRows(secrets.homelab(), all(api::applications), found, all(api::bindings), outpost, known);
    }

    /** What nobody but a person changes is read once; where that went wrong, the server refuses what points at it. */
    private References references() {
        if (references == null) {
            List<MappingRow> mappings = new ArrayList<>(all(providers::scopes));
            mappings.addAll(all(providers::samlMappings));
            references = new References(mappings, all(providers::keys));
        }
        return references;
    }

    /** Finds the outpost that answers the proxy. */
    Optional<OutpostRow> outpost() {
        return all(api::outposts).stream()
                .filter(outpost ->
                        outpostName.map(outpost.name()::equals).orElseGet(() -> EMBEDDED.equals(outpost.managed())))
                .findFirst();
    }

    /** Returns what the outpost is called, whether it exists or not. */
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

    /** Finds a flow by its exact slug, likewise. */
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
        Response<List<UseRow>> answer = calls.send(made);
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
        Response<Void> answer = calls.send(made);
        if (answer.code() != NOT_FOUND) {
            check(made, answer);
        }
    }

    private <T> Response<T> answered(Call<T> call) {
        Response<T> answer = calls.send(call);
        check(call, answer);
        return answer;
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
