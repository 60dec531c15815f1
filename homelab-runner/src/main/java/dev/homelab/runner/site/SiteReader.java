// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.site;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.container.Container;
import dev.homelab.model.container.Resources;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.NetworkMode;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.model.value.VolumeMount;
import dev.homelab.provision.Change;
import dev.homelab.provision.ContainerImage;
import dev.homelab.report.Ending;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.HomelabStatus;
import dev.homelab.runner.ServiceStatus;
import dev.homelab.runner.record.PastChange;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.render.Explanation;
import dev.homelab.runner.render.PlanText;
import dev.homelab.runner.site.Site.ContainerPart;
import dev.homelab.runner.site.Site.DataPart;
import dev.homelab.runner.site.Site.Health;
import dev.homelab.runner.site.Site.HostData;
import dev.homelab.runner.site.Site.HostPage;
import dev.homelab.runner.site.Site.HostPort;
import dev.homelab.runner.site.Site.Hosted;
import dev.homelab.runner.site.Site.Line;
import dev.homelab.runner.site.Site.Link;
import dev.homelab.runner.site.Site.NamePart;
import dev.homelab.runner.site.Site.PortPart;
import dev.homelab.runner.site.Site.RoutePart;
import dev.homelab.runner.site.Site.RunPage;
import dev.homelab.runner.site.Site.RunningImage;
import dev.homelab.runner.site.Site.SecretPart;
import dev.homelab.runner.site.Site.ServicePage;
import dev.homelab.runner.site.Site.Value;
import dev.homelab.runner.site.Site.Visit;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes the data of a site from a catalog, recorded runs and what targets say. Pure. */
public final class SiteReader {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
    private static final int DAYS_OF_MONTH = 30;
    private static final int DAYS_OF_YEAR = 365;

    private final Catalog catalog;
    private final Inventory inventory;
    private final boolean isPublic;
    private Optional<List<PastRun>> runs = Optional.empty();
    private Function<PastRun, Map<PastChange, Change<?>>> pictures = run -> Map.of();
    private Map<ServiceName, ServiceStatus> status = Map.of();
    private Optional<PlanPage> drift = Optional.empty();
    private List<ContainerImage> images = List.of();
    private final List<String> notes = new ArrayList<>();
    private Instant asOf = Instant.EPOCH;

    /**
     * Begins the site of a valid catalog.
     *
     * @param catalog with everything filled in
     * @param isPublic whether addresses, ports and definitions are omitted
     */
    public SiteReader(Catalog catalog, boolean isPublic) {
        this.catalog = catalog;
        this.inventory = catalog.inventory();
        this.isPublic = isPublic;
    }

    /** Adds the history. The runs come with the oldest first; the function returns what changes of a run made of what. */
    public SiteReader runs(List<PastRun> recorded, Function<PastRun, Map<PastChange, Change<?>>> known) {
        runs = Optional.of(recorded);
        pictures = known;
        return this;
    }

    /** Adds what targets say. */
    public SiteReader live(HomelabStatus current, HomelabPlan plan) {
        status = current.services().stream().collect(toMap(ServiceStatus::service, one -> one));
        drift = Optional.of(PlanPages.drift(plan));
        images = current.images();
        if (!isPublic) {
            current.problems().forEach(problem -> notes.add(problem.summary() + ": " + problem.detail()));
        }
        return this;
    }

    /** Adds a sentence about what could not be read. */
    public SiteReader note(String sentence) {
        notes.add(sentence);
        return this;
    }

    /** Returns the site as of now. */
    public Site at(Instant now) {
        asOf = now;
        return site(DATE.format(now));
    }

    /** Returns the site without a date, so that the same definitions give the same pages. */
    public Site undated() {
        return site("");
    }

    private Site site(String generated) {
        List<PastRun> newest = new ArrayList<>(runs.orElse(List.of()));
        newest.sort(Comparator.comparing(PastRun::run).reversed());
        Map<ServiceName, List<Visit>> visits = visits(newest);
        Map<String, List<String>> neededBy = new TreeMap<>();
        catalog.services()
                .forEach(service -> service.needs()
                        .forEach(needed -> neededBy.computeIfAbsent(needed.value(), n -> new ArrayList<>())
                                .add(service.name().value())));
        List<ServicePage> services = catalog.definitions().stream()
                .map(definition -> service(
                        definition,
                        visits.getOrDefault(definition.service().name(), List.of()),
                        neededBy.getOrDefault(definition.service().name().value(), List.of())))
                .sorted(Comparator.comparing(ServicePage::category)
                        .thenComparing(page -> page.title().toLowerCase(Locale.ROOT))
                        .thenComparing(ServicePage::name))
                .toList();
        return new Site(
                inventory.homelab(),
                inventory.domain().value(),
                generated,
                isPublic,
                !status.isEmpty(),
                services,
                hosts(services),
                isPublic ? List.of() : secretsOfInventory(),
                DependencyGraph.of(catalog),
                newest.stream().map(this::run).toList(),
                drift.filter(page -> !isPublic),
                notes);
    }

    private ServicePage service(Definition definition, List<Visit> visits, List<String> neededBy) {
        Service service = definition.service();
        Explanation explanation = Explanation.of(definition, catalog);
        return new ServicePage(
                service.name().value(),
                service.displayName(),
                initials(service.displayName()),
                service.description().orElse(""),
                definition.category(),
                service.containers().isEmpty() ? "" : service.host().orElse(""),
                file(definition),
                service.containers().isEmpty() ? "" : service.projectName(),
                service.protect().orElse(false),
                service.isPaused(),
                service.routes().stream().map(this::link).distinct().toList(),
                service.sso().map(SiteReader::signIn).orElse(""),
                service.sso().map(sso -> List.copyOf(sso.groups())).orElse(List.of()),
                service.needs().stream().map(ServiceName::value).toList(),
                neededBy.stream().sorted().toList(),
                containers(service, visits),
                data(service),
                names(service),
                service.routes().stream().map(this::route).toList(),
                isPublic ? List.of() : secrets(service),
                health(service.name(), visits),
                visits,
                isPublic ? List.of() : lines(explanation, checkout(definition)),
                isPublic ? List.of() : values(explanation.builtIn()));
    }

    private static String file(Definition definition) {
        return definition.positions().file().substring(checkout(definition).length());
    }

    /** Where the checkout is says nothing of the homelab, and is another place for each who makes the site. */
    private static String checkout(Definition definition) {
        String file = definition.positions().file();
        int category = file.lastIndexOf("/" + definition.category() + "/");
        String services = file.substring(0, category < 0 ? file.lastIndexOf('/') + 1 : category);
        return services.substring(0, services.lastIndexOf('/') + 1);
    }

    private static String withoutCheckout(String origin, String checkout) {
        return Stream.of(origin.split(" ", -1))
                .map(word -> word.startsWith(checkout) ? word.substring(checkout.length()) : word)
                .map(word -> word.startsWith("/") ? word.substring(word.lastIndexOf('/') + 1) : word)
                .collect(java.util.stream.Collectors.joining(" "));
    }

    static String initials(String title) {
        List<String> words = Stream.of(title.strip().split("[\\s_-]+", -1))
                .filter(word -> !word.isEmpty() && Character.isLetterOrDigit(word.codePointAt(0)))
                .limit(2)
                .map(word -> new String(Character.toChars(word.codePointAt(0))).toUpperCase(Locale.ROOT))
                .toList();
        return words.isEmpty() ? "?" : String.join("", words);
    }

    private Link link(Route route) {
        String url = route.visitUrl(inventory).toString();
        String shown = isPublic ? url.replaceFirst("^(https?://[^/:]+):\\d+", "$1") : url;
        return new Link(shown, shown.replaceFirst("^https?://", ""));
    }

    private static String signIn(SsoApp sso) {
        return switch (sso.kind()) {
            case FORWARD_AUTH -> "at the proxy";
            case OIDC -> "OpenID Connect";
            case SAML -> "SAML";
            case NONE -> "none at the proxy";
        };
    }

    private List<ContainerPart> containers(Service service, List<Visit> visits) {
        Optional<Host> host = service.host().map(inventory.hosts()::get);
        String since = visits.stream()
                .filter(visit -> visit.health().level().equals("ok"))
                .findFirst()
                .map(Visit::at)
                .orElse("");
        List<ContainerPart> parts = new ArrayList<>();
        service.containers().forEach((name, container) -> {
            String[] image = container.runs().split("@(?=sha256:)", 2);
            parts.add(new ContainerPart(
                    name,
                    service.containerName(name),
                    image[0],
                    image.length > 1 ? image[1] : "",
                    running(service.name(), name, image.length > 1 ? image[1] : ""),
                    since,
                    isPublic ? List.of() : ports(container, host),
                    networks(container),
                    container.resources().map(SiteReader::limits).orElse("")));
        });
        return parts;
    }

    private Optional<RunningImage> running(ServiceName service, String container, String pinned) {
        return images.stream()
                .filter(image ->
                        image.service().equals(service) && image.container().equals(container))
                .findFirst()
                .map(image -> new RunningImage(
                        image.digests().contains(pinned)
                                ? pinned
                                : image.digests().stream().findFirst().orElse(""),
                        image.digests().contains(pinned),
                        image.built().map(DAY::format).orElse(""),
                        image.built().map(this::age).orElse("")));
    }

    private String age(Instant built) {
        long days = Math.max(0, Duration.between(built, asOf).toDays());
        if (days < 2 * DAYS_OF_MONTH) {
            return PlanText.count(days, "day");
        }
        return days < 2 * DAYS_OF_YEAR
                ? PlanText.count(days / DAYS_OF_MONTH, "month")
                : PlanText.count(days / DAYS_OF_YEAR, "year");
    }

    private static List<PortPart> ports(Container container, Optional<Host> host) {
        return container.ports().stream()
                .map(port -> new PortPart(
                        port.hostPort(),
                        port.hostPort() == 0 ? "chosen by Docker" : range(port.hostPort(), port.lastHostPort()),
                        range(
                                port.containerPort(),
                                port.isFixed()
                                        ? port.containerPort() + port.lastHostPort() - port.hostPort()
                                        : port.containerPort()),
                        port.protocol(),
                        host.map(machine -> machine.listensAt(port)).orElse(port.address())))
                .toList();
    }

    private static String range(int first, int last) {
        return first == last ? String.valueOf(first) : first + "-" + last;
    }

    private static List<String> networks(Container container) {
        return container
                .networkMode()
                .map(NetworkMode::value)
                .map(List::of)
                .orElseGet(() -> container
                        .networks()
                        .map(networks -> List.copyOf(networks.keySet()))
                        .orElse(List.of()));
    }

    private static String limits(Resources resources) {
        return Stream.of(
                        resources.memory().map(memory -> memory + " of memory"),
                        resources.cpus().map(cpus -> number(cpus) + " CPUs"))
                .flatMap(Optional::stream)
                .collect(java.util.stream.Collectors.joining(", "));
    }

    private static List<DataPart> data(Service service) {
        Map<String, List<VolumeMount>> bySource = new LinkedHashMap<>();
        Map<String, List<String>> mounts = new LinkedHashMap<>();
        service.containers()
                .forEach((name, container) -> container.volumes().forEach(mount -> {
                    bySource.computeIfAbsent(mount.source(), s -> new ArrayList<>())
                            .add(mount);
                    mounts.computeIfAbsent(mount.source(), s -> new ArrayList<>())
                            .add(name + ":" + mount.path());
                }));
        List<DataPart> parts = new ArrayList<>();
        bySource.forEach((source, all) -> {
            boolean isVolume = all.get(0).isNamedVolume();
            parts.add(new DataPart(
                    isVolume ? "volume" : "folder",
                    isVolume ? volume(service, source) : source,
                    mounts.getOrDefault(source, List.of()),
                    all.stream().allMatch(VolumeMount::isReadOnly)));
        });
        service.folders().keySet().stream()
                .filter(path -> !bySource.containsKey(path))
                .forEach(path -> parts.add(new DataPart("folder", path, List.of(), false)));
        return parts;
    }

    private static String volume(Service service, String source) {
        return Optional.ofNullable(service.volumes().get(source))
                .flatMap(volume -> volume.name())
                .orElseGet(() -> service.projectName() + "_" + source);
    }

    private List<NamePart> names(Service service) {
        return service.dns().stream()
                .map(record -> new NamePart(
                        record.hostname().value(),
                        record.cname()
                                .map(Object::toString)
                                .or(record::address)
                                .map(answer -> isPublic && record.cname().isEmpty() ? "" : answer)
                                .orElse("")))
                .toList();
    }

    private RoutePart route(Route route) {
        String to = route.url()
                .map(Object::toString)
                .or(() -> route.container()
                        .map(name -> name + route.port().map(port -> ":" + port).orElse("")))
                .orElse("");
        return new RoutePart(
                route.requiredHostname() + route.path().orElse(""),
                isPublic ? "" : to,
                route.middlewares().orElse(List.of()),
                route.tls().orElse(""));
    }

    private static List<SecretPart> secrets(Service service) {
        List<SecretPart> parts = new ArrayList<>();
        service.containers()
                .forEach((name, container) -> container
                        .secretTexts()
                        .forEach((place, text) -> text.references()
                                .forEach(reference -> parts.add(new SecretPart(
                                        name + ": " + place.substring(place.indexOf('.') + 1),
                                        reference.toString())))));
        service.sso()
                .filter(sso -> sso.kind() == SsoApp.Kind.OIDC)
                .ifPresent(sso -> parts.add(new SecretPart(
                        "client secret of the sign-in",
                        sso.clientSecret()
                                .map(Object::toString)
                                .orElse("derived from the root key, rotation "
                                        + sso.rotation().orElse(0)))));
        return parts;
    }

    /** What runs themselves sign in with. */
    private List<SecretPart> secretsOfInventory() {
        List<SecretPart> parts = new ArrayList<>();
        addSecrets("key", inventory.key(), parts);
        inventory.ssh().ifPresent(ssh -> {
            addSecrets("ssh.key", ssh.key(), parts);
            addSecrets("ssh.passphrase", ssh.passphrase(), parts);
        });
        inventory.targets().forEach((name, target) -> addSecrets("targets." + name, target.settings(), parts));
        inventory.registries().forEach((name, access) -> addSecrets("registries." + name, access, parts));
        inventory.channels().forEach((name, channel) -> addSecrets("notify." + name, channel.settings(), parts));
        return parts;
    }

    private static void addSecrets(String place, Object value, List<SecretPart> parts) {
        if (value instanceof SecretRef reference) {
            parts.add(new SecretPart(place, reference.toString()));
        } else if (value instanceof Optional<?> some) {
            some.ifPresent(inside -> addSecrets(place, inside, parts));
        } else if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, inside) -> addSecrets(place + "." + key, inside, parts));
        } else if (value instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                addSecrets(place + "." + component.getName(), valueOf(component, record), parts);
            }
        }
    }

    private static Object valueOf(RecordComponent component, Record record) {
        try {
            return Optional.ofNullable(component.getAccessor().invoke(record)).orElse("");
        } catch (ReflectiveOperationException e) {
            return ""; // of a plugin, which may hide its settings
        }
    }

    private Optional<Health> health(ServiceName service, List<Visit> visits) {
        Optional<Health> live = Optional.ofNullable(status.get(service)).map(SiteReader::health);
        return live.or(() -> visits.stream().findFirst().map(Visit::health))
                .or(() -> runs.map(read -> new Health("not applied yet", "none", "no recorded run")));
    }

    private static Health health(ServiceStatus status) {
        String word = status.health().name().toLowerCase(Locale.ROOT);
        String level = switch (status.health()) {
            case HEALTHY -> status.drift() > 0 ? "warn" : "ok";
            case STARTING -> "warn";
            case UNHEALTHY -> "bad";
            case UNKNOWN -> "bad";
            case PAUSED, NEW, UNDEFINED -> "none";
        };
        return new Health(status.drift() > 0 ? word + ", drift" : word, level, "read from its targets");
    }

    private Map<ServiceName, List<Visit>> visits(List<PastRun> newest) {
        Map<ServiceName, List<Visit>> visits = new TreeMap<>();
        for (PastRun run : newest) {
            Map<ServiceName, List<PastChange>> changes =
                    run.changes().stream().collect(groupingBy(PastChange::service));
            changes.forEach((service, made) -> visits.computeIfAbsent(service, s -> new ArrayList<>())
                    .add(new Visit(run.run(), date(run.at()), health(run, service, made), made.size())));
        }
        return visits;
    }

    /** How a run ended for one of its services. */
    private static Health health(PastRun run, ServiceName service, Collection<PastChange> changes) {
        String detail = "run " + run.run();
        if (run.ending().isEmpty()) {
            return new Health("not finished", "warn", detail);
        }
        if (changes.stream().anyMatch(change -> change.progress() == PastChange.Progress.PUT_BACK)) {
            return new Health("rolled back", "bad", detail);
        }
        if (changes.stream().allMatch(change -> change.progress() == PastChange.Progress.MADE)
                && (run.verified().contains(service) || !run.found().containsKey(service))) {
            return new Health("verified", "ok", detail);
        }
        boolean isUntouched = changes.stream().noneMatch(PastChange::isBegun);
        return isUntouched ? new Health("not begun", "warn", detail) : new Health("failed", "bad", detail);
    }

    private RunPage run(PastRun run) {
        List<String> found = new ArrayList<>();
        new TreeMap<>(run.found())
                .forEach((service, texts) ->
                        texts.forEach(text -> found.add(service + ": " + PlanPages.firstLine(text))));
        PlanPage plan = PlanPages.run(inventory.homelab(), run, isPublic ? Map.of() : pictures.apply(run));
        return new RunPage(
                run.run(),
                date(run.at()),
                run.version(),
                run.ending().map(SiteReader::health).orElse(new Health("not finished", "warn", "")),
                run.services().size(),
                run.changes().stream()
                        .filter(change -> change.progress() == PastChange.Progress.PUT_BACK)
                        .map(change -> change.service().value())
                        .distinct()
                        .sorted()
                        .toList(),
                isPublic ? List.of() : found,
                isPublic ? withoutResources(plan) : plan);
    }

    /** Resources may be named after addresses; what is public says how many changes there were. */
    private static PlanPage withoutResources(PlanPage plan) {
        return new PlanPage(
                plan.homelab(),
                plan.title(),
                plan.summary(),
                plan.counts(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    static Health health(Ending ending) {
        return switch (ending) {
            case DONE -> new Health("done", "ok", "");
            case ROLLED_BACK -> new Health("rolled back", "bad", "");
            case INCOMPLETE -> new Health("rollback incomplete", "bad", "");
            case CANCELLED -> new Health("cancelled", "warn", "");
            case PENDING -> new Health("changes pending", "warn", "");
            case REFUSED -> new Health("refused", "warn", "");
            case INVALID -> new Health("definitions invalid", "bad", "");
            case FAILED -> new Health("failed", "bad", "");
        };
    }

    private static String date(String at) {
        try {
            return DATE.format(Instant.parse(at));
        } catch (DateTimeParseException e) {
            return at;
        }
    }

    private static List<Line> lines(Explanation explanation, String checkout) {
        Map<Integer, String> origins = explanation.remarks();
        List<Line> lines = new ArrayList<>();
        explanation.definition().lines().forEach(text -> {
            int number = lines.size() + 1;
            lines.add(new Line(number, text, withoutCheckout(origins.getOrDefault(number, ""), checkout)));
        });
        return lines;
    }

    private static List<Value> values(Map<String, String> values) {
        List<Value> all = new ArrayList<>();
        values.forEach((path, value) -> all.add(new Value(path, value)));
        return all;
    }

    private List<HostPage> hosts(List<ServicePage> services) {
        Map<String, List<ServicePage>> byHost = services.stream()
                .collect(groupingBy(ServicePage::host, TreeMap::new, java.util.stream.Collectors.toList()));
        List<HostPage> hosts = new ArrayList<>();
        inventory.hosts().forEach((name, host) -> hosts.add(host(name, host, byHost.getOrDefault(name, List.of()))));
        return hosts;
    }

    private HostPage host(String name, Host host, List<ServicePage> services) {
        List<HostPort> ports = new ArrayList<>();
        List<HostData> data = new ArrayList<>();
        TreeSet<String> networks = new TreeSet<>();
        services.forEach(service -> {
            service.data().forEach(part -> data.add(new HostData(part, service.name())));
            service.containers().forEach(container -> {
                container.networks().stream().filter(SiteReader::isShared).forEach(networks::add);
                container.ports().forEach(port -> ports.add(new HostPort(port, service.name(), container.name())));
            });
        });
        ports.sort(Comparator.comparing((HostPort port) -> port.port().first())
                .thenComparing(port -> port.port().protocol()));
        List<Container> running = catalog.services()
                .filter(service -> service.runsOn(name))
                .flatMap(service -> service.containers().values().stream())
                .toList();
        long memory = running.stream()
                .map(SiteReader::memory)
                .flatMap(Optional::stream)
                .mapToLong(Long::longValue)
                .sum();
        double cpus = running.stream()
                .flatMap(container -> container.resources().flatMap(Resources::cpus).stream())
                .mapToDouble(Double::doubleValue)
                .sum();
        return new HostPage(
                name,
                isPublic ? "" : host.address(),
                isPublic ? "" : access(host),
                services.stream()
                        .map(service -> new Hosted(
                                service.name(),
                                service.title(),
                                service.containers().size(),
                                service.health()))
                        .toList(),
                inventory.targets().values().stream()
                        .filter(Objects::nonNull)
                        .filter(target -> target.host().equals(Optional.of(name)))
                        .map(target -> target.name() + " (" + target.kind() + ")")
                        .toList(),
                ports,
                List.copyOf(networks),
                memory == 0 ? "" : size(memory),
                cpus == 0 ? "" : number(cpus),
                (int) running.stream()
                        .filter(container -> memory(container).isEmpty())
                        .count(),
                data);
    }

    /** A container may use the network of its host or of another container instead. */
    private static boolean isShared(String network) {
        return !network.contains(":") && !network.equals("host") && !network.equals("none");
    }

    private static String access(Host host) {
        if (host.isLocal()) {
            return "homelab runs there";
        }
        return host.hasSsh() ? "SSH at " + host.sshAddress() + ", port " + host.sshPort() : "none";
    }

    private static Optional<Long> memory(Container container) {
        return container.resources().flatMap(Resources::memory).flatMap(memory -> bytes(memory.toString()));
    }

    private static Optional<Long> bytes(String size) {
        String text = size.toLowerCase(Locale.ROOT).replaceFirst("b$", "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int power = "kmgt".indexOf(text.charAt(text.length() - 1)) + 1;
        try {
            double number = Double.parseDouble(power > 0 ? text.substring(0, text.length() - 1) : text);
            return Optional.of((long) (number * Math.pow(1024, power)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String size(long bytes) {
        double gib = bytes / Math.pow(1024, 3);
        return gib >= 1 ? number(gib) + " GiB" : number(bytes / Math.pow(1024, 2)) + " MiB";
    }

    private static String number(double number) {
        String text = String.format(Locale.ROOT, "%.1f", number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
