// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.EarlyConnections;
import dev.homelab.adapter.support.ssh.HostKeys;
import dev.homelab.adapter.support.ssh.SshHostKeys;
import dev.homelab.adapter.support.ssh.SshHosts;
import dev.homelab.model.ValidCatalog;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.io.ImageLockFile;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.Change;
import dev.homelab.provision.LogRequest;
import dev.homelab.report.Ending;
import dev.homelab.report.Notifier;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import dev.homelab.report.Watcher;
import dev.homelab.runner.detect.Checkout;
import dev.homelab.runner.guard.Names;
import dev.homelab.runner.guard.Stage;
import dev.homelab.runner.guard.UnknownNameException;
import dev.homelab.runner.reason.AffectedService;
import dev.homelab.runner.record.Journals;
import dev.homelab.runner.record.PastChange;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.record.RunLock;
import dev.homelab.runner.record.RunLocks;
import dev.homelab.runner.source.Sources;
import dev.homelab.runner.verify.Verifier;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.NotifierFactory;
import dev.homelab.spi.Plugins;
import dev.homelab.spi.RemoteHost;
import dev.homelab.spi.SecretSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A homelab and its definitions: the way in for programs.
 *
 * <pre>{@code
 * Homelab homelab = Homelab.read(Path.of("services"), Path.of("services/inventory.yaml"), System.getenv());
 * HomelabPlan plan = homelab.plan();
 * if (!plan.isEmpty()) {
 *     Report report = homelab.apply(plan);
 * }
 * }</pre>
 *
 * <p>It is built once and never changes; what one run is to do is said in its {@link RunRequest}. So it is safe for several
 * threads at the same time: the lock of the homelab lets one of them apply, and the others may plan and verify meanwhile. It
 * prints nothing, exits nothing and holds no connection between calls. Each call is a run of its own.
 */
public final class Homelab {

    private static final Logger LOG = LoggerFactory.getLogger(Homelab.class);

    private final LoadedDefinitions definitions;
    private final Sources sources;
    private final RunEnvironment environment;
    private final List<Notifier> notifiers;
    private final List<Consumer<Report>> listeners;
    private final RunIds ids;

    private Homelab(Builder builder) {
        Plugins plugins = builder.morePlugins.apply(builder.plugins.orElseGet(builder.sources::plugins));
        Secrets secrets = new Secrets(builder.environment, builder.masker, plugins.secretSources());
        EarlyConnections early = new EarlyConnections();
        this.definitions = read(builder, plugins, secrets, early);
        this.sources = builder.sources;
        this.environment = new RunEnvironment(
                builder.sources.isWithoutCode() ? secrets.withoutPrograms() : secrets,
                plugins,
                builder.clock,
                builder.folder,
                builder.watcher,
                builder.executor,
                early);
        this.ids = new RunIds(builder.clock);
        this.notifiers = List.copyOf(builder.notifiers);
        this.listeners = List.copyOf(builder.listeners);
    }

    private static LoadedDefinitions read(Builder builder, Plugins plugins, Secrets secrets, EarlyConnections early) {
        if (builder.isUnlocked) {
            return LoadedDefinitions.unlocked(builder.sources, plugins);
        }
        if (builder.connected.isEmpty()) {
            return LoadedDefinitions.of(builder.sources, plugins);
        }
        try {
            return LoadedDefinitions.of(
                    builder.sources, plugins, inventory -> connect(inventory, builder.connected.get(), secrets, early));
        } catch (RuntimeException e) {
            early.close();
            throw e;
        }
    }

    /** What is wrong with an inventory is found out when it is judged. */
    private static void connect(
            Inventory inventory, Set<String> without, Secrets secrets, EarlyConnections connections) {
        try {
            if (hasKeyAtHand(inventory, secrets)) {
                connections.begin(inventory, RunContext.hosts(inventory, without), secrets);
            }
        } catch (RuntimeException e) {
            LOG.debug("No connection is made while definitions are read.", e);
        }
    }

    /** A run without its root key connects to nothing. A program is not asked for it before definitions are known to be valid. */
    private static boolean hasKeyAtHand(Inventory inventory, Secrets secrets) {
        String reference = inventory.key().value();
        return (reference.startsWith("env:") || reference.startsWith("file:"))
                && secrets.resolve(inventory.key(), Where.nowhere()).length() >= RootKey.MINIMUM_LENGTH;
    }

    /** The same homelab with other definitions. */
    private Homelab(Homelab other, LoadedDefinitions definitions) {
        this.definitions = definitions;
        this.sources = other.sources;
        this.environment = other.environment;
        this.ids = other.ids;
        this.notifiers = other.notifiers;
        this.listeners = other.listeners;
    }

    /**
     * Reads and validates definitions, with the defaults for all else. Connects to nothing and needs no secret.
     *
     * @param services the folder with a folder per category
     * @param inventory the file of the inventory
     * @param environment where {@code env:} references are looked up, usually {@code System.getenv()}
     * @throws InvalidDefinitionsException with everything that is wrong with them
     */
    public static Homelab read(Path services, Path inventory, Map<String, String> environment) {
        return of(Sources.inventory(inventory).folder(services))
                .environment(environment)
                .build();
    }

    /** Begins a homelab of these definitions. */
    public static Builder of(Sources sources) {
        return new Builder(sources);
    }

    /** Returns all services and the inventory, with defaults filled in. */
    public ValidCatalog catalog() {
        return definitions.catalog();
    }

    /** Returns what to know of the definitions although they can be applied. */
    public List<Problem> warnings() {
        return definitions.warnings();
    }

    /** Returns where services in Java are that were not read; then definitions can be compared with others, and no more. */
    public List<Problem> leftOut() {
        return definitions.leftOut();
    }

    /** Plans everything; see {@link #plan(RunRequest)}. */
    public HomelabPlan plan() {
        return plan(RunRequest.usual());
    }

    /**
     * Works out what {@link #apply(RunRequest)} would do. Writes nothing, anywhere.
     *
     * @throws dev.homelab.provision.TargetException with the problems of all targets that are unavailable
     * @throws UnknownNameException if the request names a service, target or run that does not exist
     * @throws java.util.concurrent.CancellationException if it is cancelled
     */
    public HomelabPlan plan(RunRequest request) {
        return about(request).planned(request);
    }

    private HomelabPlan planned(RunRequest request) {
        return attended(request.options(), cancellation -> {
            try (RunContext runContext = open(request, cancellation);
                    Targets targets = runContext.observe(planRequest(request, runContext))) {
                return plan(runContext, targets);
            }
        });
    }

    /**
     * Plans everything, to see what was changed by hand. If the options allow a wait for the lock, it plans while it holds the
     * lock, so that no run is in progress.
     *
     * @throws dev.homelab.runner.record.LockedException if it has to wait too long
     */
    public HomelabPlan drift(RunOptions options) {
        RunRequest request = RunRequest.usual().with(options);
        return options.lockWait().isZero() ? plan(request) : planLocked(request);
    }

    private HomelabPlan planLocked(RunRequest request) {
        return attended(request.options(), cancellation -> {
            try (RunContext runContext = open(request, cancellation)) {
                RunLock lock = new RunLocks(
                                runContext.record(), request.options().lockOptions(), cancellation)
                        .enter(LockedRun.holder(ids.next()));
                try (lock;
                        Targets targets = runContext.observe(planRequest(request, runContext))) {
                    return plan(runContext, targets, Optional::empty);
                }
            }
        });
    }

    /** Plans on what a look has shown; others may hold the lock. */
    private HomelabPlan plan(RunContext runContext, Targets targets) {
        return plan(
                runContext,
                targets,
                () -> RunLock.holder(runContext.record(), environment.clock().instant()));
    }

    private HomelabPlan plan(RunContext runContext, Targets targets, Supplier<Optional<String>> holder) {
        Optional<PastRun> interrupted = new Journals(runContext.record(), environment.clock()).interrupted();
        return targets.plan(runContext.homelab(), runContext::causes)
                .warning(definitions.warnings())
                .resuming(interrupted.map(run -> targets.resumption(run, holder.get())));
    }

    /** Returns why a plan would not be applied; nothing if it would. */
    public List<Problem> refusal(HomelabPlan plan) {
        return about(plan.request()).refusals(plan.request(), Optional.empty()).of(plan);
    }

    /**
     * Returns the services whose definitions changed since the last apply, and why: what a run that failed did not apply is
     * among them. Reads the run record, and no target.
     */
    public SortedMap<ServiceName, AffectedService> affected(RunOptions options) {
        return attended(options, cancellation -> {
            try (RunContext runContext = open(RunRequest.usual(), cancellation)) {
                return runContext.affected();
            }
        });
    }

    /**
     * Returns whether the definitions of a commit were applied, all of them: no run that failed has left any. Reads the run record, and
     * no target.
     */
    public boolean isApplied(String commit, RunOptions options) {
        return attended(options, cancellation -> {
            try (RunContext runContext = open(RunRequest.usual(), cancellation)) {
                return runContext.applied().revision().equals(Optional.of(commit))
                        && runContext.affected().isEmpty()
                        && new Journals(runContext.record(), environment.clock())
                                .interrupted()
                                .isEmpty();
            }
        });
    }

    /**
     * Returns the services whose definitions differ from earlier ones. Needs no secret.
     *
     * @param earlier the earlier definitions; empty if they are not known, which affects every service
     */
    public SortedMap<ServiceName, AffectedService> affectedSince(Optional<Homelab> earlier) {
        Homelab other = earlier.orElse(this); // its settings are of classes that its own plugins know
        try (RunContext now = RunContext.offline(definitions.catalog(), environment);
                RunContext then = RunContext.offline(other.definitions.catalog(), other.environment)) {
            return earlier.isPresent() ? now.affectedSince(then) : now.allAffected();
        }
    }

    /**
     * Reads the definitions of an earlier revision, of which only the files that differ are read; what is the same is used again. Such are
     * compared at the cost of what differs.
     *
     * @param revision takes the files that are read; it must last as long as what is returned
     * @param differing all files below the folders of definitions, and the inventory, that are not the same in both
     * @return empty if the whole revision has to be read to know what it says
     * @throws InvalidDefinitionsException if they were not valid
     */
    public Optional<Homelab> earlier(Checkout revision, Set<Path> differing) {
        return new EarlierDefinitions(definitions, sources, revision)
                .read(differing, environment.plugins())
                .map(then -> new Homelab(this, then));
    }

    /**
     * Looks at everything that runs need: hosts, keys, rights, versions, clocks, and servers as visitors find them. Writes nothing, and
     * goes on where something is wrong.
     *
     * @throws java.util.concurrent.CancellationException if it is cancelled
     */
    public List<Checkup> doctor(RunOptions options) {
        return attended(options, cancellation -> new Doctor(definitions, environment, cancellation).look());
    }

    /** Returns the last runs that had something to change, the oldest first. */
    public List<PastRun> history() {
        return record(RunOptions.usual()).runs();
    }

    /**
     * Returns what the changes of a recorded run made of what. One of a target that the inventory does not have any more, or in a form
     * of another version, is missing. Connects to nothing.
     */
    public Map<PastChange, Change<?>> changes(PastRun run) {
        try (RunContext runContext = RunContext.unresolved(definitions.whole(), environment)) {
            return runContext.changes(run);
        }
    }

    /** Returns what is recorded of runs, and the lock. */
    public RunRecord record(RunOptions options) {
        return new RunRecord(definitions.catalog().catalog(), environment, options);
    }

    /** Returns the keys of hosts with SSH. */
    public HostKeys hostKeys() {
        return new SshHostKeys(definitions.catalog().catalog().inventory(), environment.secrets());
    }

    /**
     * Does something on a host of the inventory, over the connection that runs use.
     *
     * @throws dev.homelab.provision.TargetException if it is unreachable
     */
    public <T> T onHost(String host, RunOptions options, Function<RemoteHost, T> work) {
        Inventory inventory = definitions.catalog().catalog().inventory();
        return attended(options, cancellation -> {
            try (SshHosts hosts = new SshHosts(inventory, environment.secrets()).cancelledBy(cancellation)) {
                return work.apply(hosts.host(host));
            }
        });
    }

    /**
     * Does something with what targets hold that homelab does not manage, while it is signed in to all of them but those that run
     * containers. Changes nothing, and goes on without a target that is unavailable.
     */
    public <T> T onUnmanaged(RunOptions options, Function<UnmanagedReader, T> work) {
        return attended(options, cancellation -> {
            try (RunContext runContext = RunContext.unresolved(definitions.catalog(), environment)
                            .cancelledBy(cancellation);
                    UnmanagedReader reader = runContext.unmanaged()) {
                return work.apply(reader);
            }
        });
    }

    /** Applies the definitions; see {@link #apply(RunRequest)}. */
    public Report apply() {
        return apply(RunRequest.usual());
    }

    /**
     * Plans and applies while it holds the lock. A service that fails is rolled back on all targets.
     *
     * @return how it went; what went wrong is in it, never thrown
     */
    public Report apply(RunRequest request) {
        return apply(request, Optional.empty());
    }

    /**
     * Does what a plan says that was shown, as it was requested; refused as stale if anything would be different now.
     *
     * @return how it went; what went wrong is in it, never thrown
     */
    public Report apply(HomelabPlan plan) {
        return apply(plan.request(), Optional.of(SavedPlan.of(plan)));
    }

    /** Applies a saved plan. */
    public Report apply(SavedPlan plan, RunOptions options) {
        return apply(plan.request(options), Optional.of(plan));
    }

    /**
     * Rolls back a run and all after it; a request of {@link RunRequest#rollback} can be planned and limited.
     *
     * @param run the id of the run
     * @return how it went; what went wrong is in it, never thrown
     */
    public Report rollback(String run) {
        return apply(RunRequest.rollback(run));
    }

    private Report apply(RunRequest request, Optional<SavedPlan> shown) {
        return request.options()
                .cancellation()
                .attend(cancellation -> about(request).apply(request, shown, cancellation));
    }

    /** Returns the homelab that a request is about: to destroy it is to apply an inventory without services. */
    private Homelab about(RunRequest request) {
        return request.destroys() ? new Homelab(this, definitions.withoutServices()) : this;
    }

    private Report apply(RunRequest request, Optional<SavedPlan> shown, Cancellation cancellation) {
        RunOptions options = request.options();
        boolean notifiesNow =
                options.stage() == Stage.ALL && !options.pipeline().notifiesLater();
        try (Notifiers channels = notifiesNow ? channels() : new Notifiers(List.of())) {
            return apply(request, shown, cancellation, channels.all());
        }
    }

    private Report apply(
            RunRequest request, Optional<SavedPlan> shown, Cancellation cancellation, List<Notifier> notified) {
        RunOptions options = request.options();
        try (RunContext runContext = open(request, cancellation)) {
            runContext.connectAhead(request.scope().without());
            Refusals refusals = refusals(request, shown);
            Run.Part part = new Run.Part(
                    options.stage(),
                    options.holder(),
                    environment.clock().instant(),
                    cancellation,
                    refusals.revision());
            Progress progress = progress(request, notified);
            return new LockedRun(environment, runContext, progress, options, part)
                    .apply(() -> planRequest(request, runContext), refusals::of);
        } catch (RuntimeException e) {
            return failed(progress(request, notified), e, cancellation);
        }
    }

    /** Verifies everything; see {@link #verify(RunOptions)}. */
    public Report verify() {
        return verify(RunOptions.usual());
    }

    /**
     * Checks, without changing anything, that every service is as defined and answers from outside.
     *
     * @return how it went; what went wrong is in it, never thrown
     */
    public Report verify(RunOptions options) {
        return verify(RunRequest.usual().with(options));
    }

    /**
     * Does the same for what the request is limited to.
     *
     * @return how it went; what went wrong is in it, never thrown
     */
    public Report verify(RunRequest request) {
        return request.options().cancellation().attend(cancellation -> verify(request, cancellation));
    }

    private Report verify(RunRequest request, Cancellation cancellation) {
        RunOptions options = request.options();
        Progress progress = progress(request, List.of());
        progress.phase(Phase.VERIFYING);
        try (RunContext runContext = open(request, cancellation);
                Targets targets = runContext.observe(planRequest(request, runContext))) {
            Verifier verifier =
                    new Verifier(options.patience(), cancellation, environment.executor(), environment.watcher());
            return new Inspection(runContext, targets, verifier).report(progress, cancellation);
        } catch (RuntimeException e) {
            return failed(progress, e, cancellation);
        }
    }

    /**
     * Looks once at every target that is reachable, and returns how each service is. Changes nothing and waits for nothing; a
     * target that is unreachable is a problem in it.
     *
     * @throws java.util.concurrent.CancellationException if it is cancelled
     */
    public HomelabStatus status(RunOptions options) {
        RunRequest request = RunRequest.usual().with(options);
        return attended(options, cancellation -> {
            try (RunContext runContext = open(request, cancellation);
                    Targets targets = runContext.observeReachable(planRequest(request, runContext))) {
                return new StatusReader(runContext, targets)
                        .read(() -> new Journals(runContext.record(), environment.clock()).runs());
            }
        });
    }

    /**
     * Reads the log of a service where it runs, changing nothing, and follows it if that is asked for until it is cancelled.
     *
     * @param lines takes each line, without secrets
     * @throws UnknownNameException if there is no such service
     * @throws dev.homelab.provision.TargetException if no target keeps a log of it, or it cannot be read
     */
    public void logs(String service, LogRequest request, RunOptions options, Consumer<String> lines) {
        Names.check(
                "service",
                Set.of(service),
                catalog()
                        .catalog()
                        .services()
                        .map(known -> known.name().value())
                        .toList());
        attended(options, cancellation -> {
            try (RunContext runContext = open(RunRequest.usual().with(options), cancellation)) {
                runContext.log(ServiceName.of(service), request, lines);
                return service;
            }
        });
    }

    /**
     * Finds out what the lock of images has to say, and changes nothing: which digests the moving tags stand for, and those that are in
     * the lock. Images that no definition names are to be removed, unless it is about some services alone.
     *
     * @param services the services whose images it is about; empty for all
     * @param ofContainers whether what runs counts, instead of what registries have now
     * @throws UnknownNameException if there is no such service
     */
    public ImageLockPlan lockImages(Set<String> services, boolean ofContainers, RunOptions options) {
        ImageLocking locking =
                new ImageLocking(definitions.catalog().written(), ImageLockFile.beside(sources.inventory()), services);
        boolean isWhole = leftOut().isEmpty();
        return attended(options, cancellation -> {
            try (RunContext runContext =
                    RunContext.unresolved(definitions.catalog(), environment).cancelledBy(cancellation)) {
                return locking.plan(
                        runContext.digests(locking.images(), ofContainers), isWhole, definitions.isLocked());
            }
        });
    }

    /** Notifies all channels of a report, such as that of a whole pipeline. */
    public void tell(Report report) {
        try (Notifiers channels = channels()) {
            channels.all().forEach(notifier -> notifier.tell(report));
        }
    }

    private Notifiers channels() {
        return new Notifiers(notifiers).with(definitions.catalog().catalog().inventory(), environment);
    }

    private Refusals refusals(RunRequest request, Optional<SavedPlan> shown) {
        Revision revision = request.isRollback() ? Revision.none() : Revision.around(sources.inventory());
        return new Refusals(definitions.catalog().catalog(), revision, shown);
    }

    private RunContext open(RunRequest request, Cancellation cancellation) {
        RunContext runContext = WatchedSession.during(
                environment.watcher(),
                "secrets",
                "reading",
                () -> request.isRollback()
                        ? RunContext.unresolved(definitions.whole(), environment)
                        : RunContext.open(definitions.whole(), environment, request.refreshImages()));
        return runContext.cancelledBy(cancellation);
    }

    private PlanRequest planRequest(RunRequest request, RunContext runContext) {
        Optional<RollbackRequest> undo = request.rollback()
                .map(run -> RollbackRequest.of(run, new Journals(runContext.record(), environment.clock()).runs()));
        return new PlanRequest(request, undo, request.scope().changed() ? runContext.unchanged() : Set.of());
    }

    /** Reads only: what fails while it is being cancelled failed for that reason. */
    private static <T> T attended(RunOptions options, Function<Cancellation, T> work) {
        return options.cancellation().attend(cancellation -> {
            try {
                T result = work.apply(cancellation);
                cancellation.check();
                return result;
            } catch (RuntimeException e) {
                cancellation.check();
                throw e;
            }
        });
    }

    private static Report failed(Progress progress, RuntimeException e, Cancellation cancellation) {
        if (cancellation.isCancelled()) {
            return progress.end(Ending.CANCELLED, List.of(), List.of());
        }
        return progress.end(Ending.FAILED, List.of(), UnexpectedError.problems(Where.nowhere(), e));
    }

    private Progress progress(RunRequest request, List<Notifier> notified) {
        Report begun = Report.begin(
                ids.next(), definitions.catalog().catalog().inventory().homelab(), request.remarks());
        List<Notifier> all = new ArrayList<>(notified);
        listeners.forEach(listener -> all.add(listener::accept));
        return new Progress(begun, all, environment.secrets().masker());
    }

    /** Collects what a homelab is made of. */
    public static final class Builder {

        private final Sources sources;
        private final List<Notifier> notifiers = new ArrayList<>();
        private final List<Consumer<Report>> listeners = new ArrayList<>();
        private Optional<Plugins> plugins = Optional.empty();
        private UnaryOperator<Plugins> morePlugins = UnaryOperator.identity();
        private Map<String, String> environment = Map.of();
        private Masker masker = new Masker();
        private Watcher watcher = Watcher.none();
        private Clock clock = Clock.systemUTC();
        private Path folder = Path.of("");
        private Optional<Executor> executor = Optional.empty();
        private Optional<Set<String>> connected = Optional.empty();
        private boolean isUnlocked;

        private Builder(Sources sources) {
            this.sources = sources;
        }

        /** Looks up {@code env:} references in this; in nothing if it is not said. */
        public Builder environment(Map<String, String> variables) {
            environment = Map.copyOf(variables);
            return this;
        }

        /** Lets this hear the value of every secret that is resolved or derived, so that a program can mask what it prints. */
        public Builder secretListener(Consumer<String> listener) {
            masker = new Masker(listener);
            return this;
        }

        /** Accepts images whose tag moves and that are not locked, for {@link Homelab#lockImages}. */
        public Builder unlocked() {
            isUnlocked = true;
            return this;
        }

        /** Adds a kind of target to those that are found. */
        public Builder adapter(Adapter<?> more) {
            return adding(plugins -> plugins.with(more));
        }

        /** Adds a key that the inventory may have under {@code notify} to those that are found. */
        public Builder channel(NotifierFactory<?> more) {
            return adding(plugins -> plugins.with(more));
        }

        /**
         * Connects to hosts as soon as the inventory is read, while services are, so that the first run need not wait for that. If definitions
         * turn out not to be valid, the connections end unused.
         *
         * @param without the targets that are not connected to
         */
        public Builder connectingEarly(Set<String> without) {
            connected = Optional.of(Set.copyOf(without));
            return this;
        }

        /** Looks up secrets of a scheme in this, instead of the source that is found for it if there is one. */
        public Builder secretSource(SecretSource more) {
            return adding(plugins -> plugins.with(more));
        }

        /**
         * Uses these adapters, notifiers and secret sources instead of those that are found. Those that are given one by one are
         * added, whether before or after. What definitions say in the language of a target, such as under {@code compose}, is
         * judged by its adapter alone.
         */
        public Builder plugins(Plugins all) {
            plugins = Optional.of(all);
            return this;
        }

        private Builder adding(UnaryOperator<Plugins> more) {
            UnaryOperator<Plugins> before = morePlugins;
            morePlugins = plugins -> more.apply(before.apply(plugins));
            return this;
        }

        /**
         * Notifies this, beside the channels that the inventory names and of the same: of each run that applies or rolls back, also
         * one that fails before it begins. Where jobs of a pipeline do the stages of a run, {@link Homelab#tell(Report)} notifies. To follow all
         * runs, and verifications, take a {@link #listener}.
         */
        public Builder notifier(Notifier more) {
            notifiers.add(more);
            return this;
        }

        /**
         * Lets this follow every run that applies or verifies: it gets the whole report whenever that changes, from one thread at a
         * time in each run.
         */
        public Builder listener(Consumer<Report> more) {
            listeners.add(more);
            return this;
        }

        /** Lets this follow what every run is at work on, one that only plans included. */
        public Builder watcher(Watcher more) {
            watcher = more;
            return this;
        }

        /** Takes the time from this clock, for the ids and dates of runs. */
        public Builder clock(Clock other) {
            clock = other;
            return this;
        }

        /** Takes a run record on this machine from here if its path is relative; from the current folder if this is not said. */
        public Builder relativeTo(Path other) {
            folder = other;
            return this;
        }

        /** Asks and changes targets in parallel on this executor; a single thread is enough, and it is never shut down here. */
        public Builder executor(Executor other) {
            executor = Optional.of(other);
            return this;
        }

        /**
         * Reads and validates the definitions. Connects to nothing and needs no secret.
         *
         * @throws InvalidDefinitionsException with everything that is wrong with them
         */
        public Homelab build() {
            return new Homelab(this);
        }
    }
}
