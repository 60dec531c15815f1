// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Authentik server: API v3 as its OpenAPI descriptions of 2024.12.3, 2026.2.2 and 2026.8.3 have it, and the embedded
 * outpost that answers a proxy's forward-auth requests.
 *
 * <p>A request that is refused changes nothing, however far it came.
 */
public final class FakeAuthentik extends FakeServer {

    /** Writes that the outpost is notified of; applications are not among them. */
    private static final List<String> NOTIFIED = List.of("providers/", "outposts/");

    private final Map<String, Account> accounts = new HashMap<>();
    private final Directory directory = new Directory();
    private final ForwardAuth forwardAuth;
    private AuthentikVersion version = AuthentikVersion.parse("2026.8.3");
    private int largestPage = 100;
    private boolean refusesQuietly;
    private int readsToBreak;
    private boolean dropsReads;
    private boolean losesRows;
    private volatile Gate gate = new Gate(0);

    /** Starts a fresh server of release 2026.8.3 that takes {@code token}, a superuser's, as its only API token. */
    public FakeAuthentik(String token) {
        super("authentik");
        accounts.put(token, new Account(3, "akadmin", true, true));
        this.forwardAuth = new ForwardAuth(directory, uri().toString());
        new Seeds(directory).plant();
        start();
    }

    // What it holds

    /** Returns all applications as the API shows them. */
    public synchronized List<String> applications() {
        ApplicationKind kind = new ApplicationKind(directory, version, true);
        return kind.rows().stream().map(kind::shown).map(Object::toString).toList();
    }

    /** Returns all providers, each as JSON text with every field of its kind, as the API shows them. */
    public synchronized List<String> providers() {
        ProviderView view = new ProviderView(directory, version);
        return directory.providers.rows().stream()
                .map(view::full)
                .map(Object::toString)
                .toList();
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
     * <p>Keys the server gives are omitted: what was deleted and made again in the same way reads the same.
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

    /**
     * Adds an API token of a user who is no superuser, and so sees only those applications in a list that are bound to no
     * group.
     *
     * @param mayChange whether a role grants the rights to view and to change everything that the lab has
     */
    public synchronized void addToken(String token, String username, boolean mayChange) {
        accounts.put(token, new Account(accounts.size() + 4, username, false, mayChange));
    }

    /** Changes fields of an application as the admin interface does. It counts as no write. */
    public synchronized void changeByHand(String slug, Map<String, ?> fields) {
        ObjectNode row = directory.applications.get("slug", slug);
        new ApplicationKind(directory, version, true).change(row, Json.tree(fields));
    }

    /** Takes the provider away from an application, which the outpost knows after a while. It counts as no write. */
    public synchronized void unlinkByHand(String slug) {
        directory.applications.get("slug", slug).putNull("provider");
        forwardAuth.refresh();
    }

    /** Changes fields of a provider as the admin interface does; the outpost hears of that. */
    public synchronized void changeProviderByHand(String name, Map<String, ?> fields) {
        directory.providers.get("name", name).setAll(Json.tree(fields));
        forwardAuth.refresh();
    }

    /** Adds an application that uses a provider. It counts as no write, and the outpost does not hear of it. */
    public synchronized void linkByHand(String provider, String slug) {
        ObjectNode application = Json.object().put("name", slug).put("slug", slug);
        application.set("provider", directory.providers.get("name", provider).get("pk"));
        new ApplicationKind(directory, version, true).create(application);
    }

    /** Deletes an application and leaves its provider. It counts as no write. */
    public synchronized void deleteApplicationByHand(String slug) {
        directory.removeApplication(directory.applications.get("slug", slug));
        forwardAuth.refresh();
    }

    /** Leaves an application out of the list and of what the list counts, as no real server is known to. */
    public synchronized void hideByHand(String slug) {
        directory.applications.get("slug", slug).put(ApplicationKind.HIDDEN, true);
    }

    /** Leaves the last row out of every page of a list, although it is counted. */
    public synchronized void loseRows(boolean on) {
        losesRows = on;
    }

    /** Adds a mapping of a scope, and returns its key. It counts as no write. */
    public synchronized String addScopeByHand(String name, String scope, String expression) {
        String pk = directory.nextUuid();
        directory.scopes.put(Json.object()
                .put("pk", pk)
                .putNull("managed")
                .put("name", name)
                .put("scope_name", scope)
                .put("description", "")
                .put("expression", expression));
        return pk;
    }

    /** Returns the key of a flow. */
    public synchronized String flow(String slug) {
        return directory.flows.get("slug", slug).path("pk").asText();
    }

    /** Signs a user in by an application, which leaves a token and a consent, and binds a policy to it. It counts as no write. */
    public synchronized void useByHand(String slug, String username) {
        ObjectNode application = directory.applications.get("slug", slug);
        application.put(ApplicationKind.CONSENT, username).put(ApplicationKind.POLICY, "at-home");
        directory
                .providers
                .find(application.path("provider").asText())
                .ifPresent(provider -> provider.put(ProviderKind.TOKEN_OF, username));
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
        ObjectNode provider = provider(slug, externalHost);
        ObjectNode application = Json.object().put("name", slug).put("slug", slug);
        application.set("provider", provider.get("pk"));
        new ApplicationKind(directory, version, true).create(application);
        directory.outposts.get("managed", Seeds.EMBEDDED).withArray("providers").add(provider.get("pk"));
        forwardAuth.refresh();
    }

    /** Adds the same for all hostnames of a domain: its provider signs in once for all of them. It counts as no write. */
    public synchronized void addDomainByHand(String slug, String externalHost, String domain) {
        addByHand(slug, externalHost);
        directory.providers.get("name", slug).put("mode", "forward_domain").put("cookie_domain", domain);
        forwardAuth.refresh();
    }

    /** Adds a proxy provider that no application uses. It counts as no write. */
    public synchronized void addProviderByHand(String name, String externalHost) {
        provider(name, externalHost);
    }

    private ObjectNode provider(String name, String externalHost) {
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
        ObjectNode trusting = provider("trusts " + name, "https://machines.home.arpa");
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

    /** Lets the outpost look by itself for what there is, as it does every five minutes. */
    public synchronized void outpostRefreshes() {
        forwardAuth.refresh();
    }

    /**
     * Makes the outpost as it is on a fresh server, without a setting for where visitors find the server: it sends
     * them to {@code http://localhost}.
     */
    public synchronized void freshOutpost(boolean on) {
        forwardAuth.fresh(on);
    }

    /** Breaks the next reads of the API: the first is answered with 500, the second not at all, and so on in turn. */
    public synchronized void breakReads(int reads) {
        readsToBreak = reads;
        dropsReads = false;
    }

    /** Holds every read back until so many are waiting, or some seconds have passed. */
    public void holdReads(int together) {
        gate = new Gate(together);
    }

    /** Returns whether as many reads waited at the same time as {@link #holdReads} asked for. */
    public boolean readsWereTogether() {
        return gate.opened();
    }

    @Override
    protected synchronized String release() {
        return version.toString();
    }

    @Override
    protected Answer answer(Request request) {
        if (request.method().equals("GET") && request.path().startsWith(Api.BASE)) {
            gate.pass();
        }
        return answerNow(request);
    }

    private synchronized Answer answerNow(Request request) {
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
        Optional<Account> account = account(request);
        if (account.isEmpty() && !path.equals(Api.BASE + "root/config/")) {
            return Refusal.detail(403, "Token invalid/expired").answer();
        }
        Account asking = account.orElse(new Account(0, "", false, false));
        return request.method().equals("GET") ? read(request, asking) : write(request, asking);
    }

    private Answer read(Request request, Account account) {
        if (readsToBreak > 0) {
            readsToBreak--;
            dropsReads = !dropsReads;
            return dropsReads ? Answer.html(500, "<h1>Server Error (500)</h1>") : Answer.dropped();
        }
        try {
            Answer answer = api(account).answer(request);
            return losesRows ? Json.withoutLastRow(answer) : answer;
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private Answer write(Request request, Account account) {
        Directory before = directory.copy();
        try {
            Answer answer = api(account).answer(request);
            if (refusesQuietly && request.path().startsWith(Api.BASE + "core/transactional/")) {
                directory.restore(before);
                return Answer.json(200, "{\"applied\":false,\"logs\":[]}");
            }
            if (!faults().allowWrite()) {
                throw Refusal.detail(500, "The lab is set to refuse this write.");
            }
            countWrite();
            if (NOTIFIED.stream().anyMatch(part -> request.path().startsWith(Api.BASE + part))) {
                forwardAuth.refresh();
            }
            return answer;
        } catch (Refusal refusal) {
            directory.restore(before);
            return refusal.answer();
        }
    }

    private Api api(Account account) {
        return new Api(directory, version, account, largestPage, uri().toString(), forwardAuth.host());
    }

    private Optional<Account> account(Request request) {
        return request.header("Authorization")
                .filter(value -> value.startsWith("Bearer "))
                .map(value -> accounts.get(value.substring("Bearer ".length())));
    }
}
