// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.util.List;
import java.util.Map;

/**
 * An Authentik server: API v3 as its OpenAPI descriptions of 2024.12.3, 2026.2.2 and 2026.8.3 have it, and the embedded
 * outpost that answers a proxy's forward-auth requests.
 *
 * <p>A request that is refused changes nothing, however far it came.
 */
public final class FakeAuthentik extends FakeServer {

    private final String token;
    private final Directory directory = new Directory();
    private final ForwardAuth forwardAuth;
    private AuthentikVersion version = new AuthentikVersion(2026, 8, 3);
    private int largestPage = 100;
    private boolean refusesQuietly;

    /** Starts a fresh server of release 2026.8.3 that takes {@code token} as its only API token. */
    public FakeAuthentik(String token) {
        super("authentik");
        this.token = token;
        this.forwardAuth = new ForwardAuth(directory, uri().toString());
        new Seeds(directory).plant();
        start();
    }

    // What it holds

    /** Returns all applications as the API shows them. */
    public synchronized List<JsonNode> applications() {
        ApplicationKind kind = new ApplicationKind(directory, version, true);
        return kind.rows().stream().<JsonNode>map(kind::shown).toList();
    }

    /** Returns all providers, each with every field of its kind, as the API shows them. */
    public synchronized List<JsonNode> providers() {
        ProviderView view = new ProviderView(directory, version);
        return directory.providers.rows().stream().<JsonNode>map(view::full).toList();
    }

    /** Returns the names of the providers the embedded outpost serves, sorted. */
    public synchronized List<String> outpostProviders() {
        return directory.outposts.rows().stream()
                .flatMap(directory::providersOf)
                .map(provider -> provider.path("name").asText())
                .sorted()
                .toList();
    }

    /**
     * Returns applications, bindings, providers and outposts as text; equal texts mean equal objects.
     *
     * <p>Keys the server gives are left out: what was deleted and made again in the same way reads the same.
     */
    public synchronized String snapshot() {
        return new Snapshot(directory, version).text();
    }

    /** Adds a group. */
    public synchronized void addGroup(String name) {
        new Seeds(directory).group(name, false);
    }

    /** Removes a group, a flow, a property mapping or a key pair, by its own name. It counts as no write. */
    public synchronized void removeByHand(String name) {
        Map<Table, String> names = Map.of(
                directory.groups, "name",
                directory.flows, "slug",
                directory.scopes, "managed",
                directory.samlMappings, "managed",
                directory.certificates, "name");
        names.forEach((table, field) -> table.findBy(field, name).ifPresent(table::remove));
    }

    /** Answers that it did not apply what it was asked to create in one step, with status 200. */
    public synchronized void refuseQuietly(boolean on) {
        refusesQuietly = on;
    }

    /**
     * Adds an application behind forward auth as a person would in the admin interface: the provider is named after the
     * slug and is on the embedded outpost. It counts as no write.
     */
    public synchronized void addByHand(String slug, String externalHost) {
        ObjectNode provider = addProviderByHand(slug, externalHost);
        ObjectNode application = Json.object().put("name", slug).put("slug", slug);
        application.set("provider", provider.get("pk"));
        new ApplicationKind(directory, version, true).create(application);
        directory.outposts.get("managed", Seeds.EMBEDDED).withArray("providers").add(provider.get("pk"));
    }

    /** Adds the same for all hostnames of a domain: its provider signs in once for all of them. It counts as no write. */
    public synchronized void addDomainByHand(String slug, String externalHost, String domain) {
        addByHand(slug, externalHost);
        directory.providers.get("name", slug).put("mode", "forward_domain").put("cookie_domain", domain);
    }

    /** Adds a proxy provider that no application uses. It counts as no write. */
    public synchronized ObjectNode addProviderByHand(String name, String externalHost) {
        ObjectNode provider = Json.object().put("name", name).put("external_host", externalHost);
        provider.put("mode", "forward_single");
        provider.set(
                "authorization_flow",
                directory.flows.get("slug", Seeds.CONSENT_FLOW).get("pk"));
        provider.set(
                "invalidation_flow",
                directory.flows.get("slug", Seeds.INVALIDATION_FLOW).get("pk"));
        return new ProviderKind(Directory.PROXY, directory, version, uri().toString()).create(provider);
    }

    /** Makes an application the one that a brand sends people to who ask for nothing. It counts as no write. */
    public synchronized void makeDefaultByHand(String slug) {
        directory.applications.get("slug", slug).put(ApplicationKind.DEFAULT_OF, "authentik-default");
    }

    /** Adds a provider that takes tokens of the one called {@code name}, too. It counts as no write. */
    public synchronized void trustByHand(String name) {
        ObjectNode trusting = addProviderByHand("trusts " + name, "https://machines.home.arpa");
        trusting.set(ProviderKind.TRUSTS, directory.providers.get("name", name).get("pk"));
    }

    // How it behaves

    /** Becomes another release, such as {@code 2024.12.3}; what it holds stays. */
    public synchronized void version(String release) {
        version = AuthentikVersion.parse(release);
    }

    /** Makes {@code rows} both the usual and the largest page of every list, so that clients must turn pages. */
    public synchronized void pageSize(int rows) {
        largestPage = rows;
    }

    /** Lets the outpost learn of a new or moved provider only after {@code requests} requests for its host. */
    public synchronized void outpostLag(int requests) {
        forwardAuth.lag(requests);
    }

    @Override
    protected synchronized String release() {
        return version.toString();
    }

    @Override
    protected synchronized Answer answer(Request request) {
        String path = request.path();
        if (path.startsWith(ForwardAuth.OUTPOST)
                || path.equals(ForwardAuth.AUTHORIZE)
                || path.startsWith(ForwardAuth.FLOW)) {
            return forwardAuth.answer(request, version);
        }
        if (!path.startsWith(Api.BASE)) {
            return Answer.html(404, "<h1>Not Found</h1>");
        }
        if (!path.endsWith("/")) {
            return new Answer(301, Answer.redirect(path + "/").headers(), "");
        }
        if (!path.equals(Api.BASE + "root/config/") && !isSignedIn(request)) {
            return Refusal.detail(403, "Token invalid/expired").answer();
        }
        return request.method().equals("GET") ? read(request) : write(request);
    }

    private Answer read(Request request) {
        try {
            return api().answer(request);
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private Answer write(Request request) {
        Directory before = directory.copy();
        try {
            Answer answer = api().answer(request);
            if (refusesQuietly && request.path().startsWith(Api.BASE + "core/transactional/")) {
                directory.restore(before);
                return Answer.json(200, "{\"applied\":false,\"logs\":[]}");
            }
            if (!faults().allowWrite()) {
                throw Refusal.detail(500, "The lab was told to refuse this write.");
            }
            countWrite();
            return answer;
        } catch (Refusal refusal) {
            directory.restore(before);
            return refusal.answer();
        }
    }

    private Api api() {
        return new Api(directory, version, largestPage, uri().toString());
    }

    private boolean isSignedIn(Request request) {
        return request.header("Authorization").orElse("").equals("Bearer " + token);
    }
}
