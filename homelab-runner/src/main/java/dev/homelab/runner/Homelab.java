// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.HostKeys;
import dev.homelab.model.ValidCatalog;
import dev.homelab.model.name.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Cancellation;
import dev.homelab.report.Ending;
import dev.homelab.report.Notifier;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import dev.homelab.runner.cause.Touched;
import dev.homelab.runner.guard.Consent;
import dev.homelab.runner.guard.Mandate;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.guard.Stage;
import dev.homelab.runner.guard.UnknownNameException;
import dev.homelab.runner.record.Gate;
import dev.homelab.runner.record.Journals;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.record.RunLock;
import dev.homelab.runner.source.Sources;
import dev.homelab.runner.verify.Patience;
import dev.homelab.runner.verify.Verifier;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Plugins;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * A homelab and its definitions: the way in for programs.
 *
 * <pre>{@code
 * Homelab homelab = Homelab.read(Path.of("services"), Path.of("services/inventory.yaml"), System.getenv());
 * if (!homelab.plan().isEmpty()) {
 *     Report report = homelab.apply();
 * }
 * }</pre>
 *
 * <p>It prints nothing, exits nothing and holds no connection between calls. Each call is a run of its own.
 */
public final class Homelab {

    /** The version of this program. */
    public static final String VERSION = "0.1.0";

    private final Judged judged;
    private final Path inventory;
    private final ValidCatalog valid;
    private final Secrets secrets;
    private final List<Adapter<?>> adapters = Plugins.found().adapters();
    private final List<Notifier> notifiers = new ArrayList<>();
    private final Clock clock = Clock.systemUTC();
    private Patience patience = Patience.usual();
    private Mandate mandate = Mandate.usual();
    private Gate.Pass pass = Gate.Pass.usual();
    private Optional<SavedPlan> saved = Optional.empty();
    private Optional<String> undone = Optional.empty();
    private Stage stage = Stage.ALL;
    private boolean isQuiet;
    private Cancellation cancellation = new Cancellation();

    private Homelab(Judged judged, Secrets secrets, Sources sources) {
        this.judged = judged;
        this.inventory = sources.inventory();
        this.valid = judged.catalog();
        this.secrets = secrets;
    }

    /**
     * Reads and judges definitions. Connects to nothing and needs no secret.
     *
     * @param services the folder with a folder per category
     * @param inventory the file of the inventory
     * @param environment where {@code env:} references are looked up, usually {@code System.getenv()}
     * @throws InvalidDefinitionsException with everything that is wrong with them
     */
    public static Homelab read(Path services, Path inventory, Map<String, String> environment) {
        return read(Sources.inventory(inventory).folder(services), environment);
    }

    /**
     * Reads and judges definitions from several places, services in Java among them.
     *
     * @throws InvalidDefinitionsException with everything that is wrong with them
     */
    public static Homelab read(Sources sources, Map<String, String> environment) {
        return read(sources, environment, new Masker());
    }

    /**
     * Reads and validates definitions, and collects their secrets for masking.
     *
     * @param masker learns every secret that is found, for the program that prints
     * @throws InvalidDefinitionsException with everything that is wrong with them
     */
    public static Homelab read(Sources sources, Map<String, String> environment, Masker masker) {
        Secrets secrets = new Secrets(environment, masker);
        return new Homelab(Judged.of(sources), sources.isWithoutCode() ? secrets.withoutPrograms() : secrets, sources);
    }

    /** Tells someone of every run from now on, beside those the inventory names. */
    public Homelab telling(Notifier notifier) {
        notifiers.add(notifier);
        return this;
    }

    /** Waits this long for services to answer. */
    public Homelab patient(Patience limits) {
        patience = limits;
        return this;
    }

    /** Lets {@link #apply} wait for another run, or belong to somebody who has the homelab reserved. */
    public Homelab entering(Gate.Pass with) {
        pass = with;
        return this;
    }

    /**
     * Lets a run be ended early, from now on: {@link #apply} then rolls back what it began and did not verify, and returns a
     * report that ends as cancelled. An interrupt of the thread that called does the same.
     */
    public Homelab cancelledBy(Cancellation request) {
        cancellation = request;
        return this;
    }

    /** Limits {@link #apply} to a part, from now on; the plan is of the whole catalog all the same. */
    public Homelab within(Scope scope) {
        mandate = new Mandate(scope, mandate.consent(), mandate.refreshImages());
        return this;
    }

    /** Agrees to what {@link #apply} would refuse otherwise, from now on. */
    public Homelab agreeing(Consent consent) {
        mandate = new Mandate(mandate.scope(), consent, mandate.refreshImages());
        return this;
    }

    /** Asks registries what tags mean, from now on: what runs another image than its tag names is made anew. */
    public Homelab refreshingImages() {
        mandate = new Mandate(mandate.scope(), mandate.consent(), true);
        return this;
    }

    /** Returns what {@link #apply} is limited to. */
    public Scope scope() {
        return mandate.scope();
    }

    /** Lets {@link #apply} do what this plan says, within its limits, or nothing: it is refused if anything is another. */
    public Homelab following(SavedPlan plan) {
        saved = Optional.of(plan);
        mandate = plan.mandate();
        return this;
    }

    /**
     * Lets {@link #apply} bring everything that a run of {@link #record} or a later one has changed back to what was there
     * before that run, within its limits, whatever definitions say. A secret that nobody else remembers comes back, too.
     */
    public Homelab undoing(String run) {
        undone = Optional.of(run);
        return this;
    }

    /** Lets {@link #apply} do one stage of a run that the jobs of a pipeline share; they need the same holder. */
    public Homelab doing(Stage part) {
        stage = part;
        return this;
    }

    /** Leaves it to {@link #tell} to notify those whom the inventory names, such as once for a whole pipeline. */
    public Homelab notifyingLater() {
        isQuiet = true;
        return this;
    }

    public ValidCatalog catalog() {
        return valid;
    }

    /** Returns what a person should know of the definitions although it keeps nothing from being applied. */
    public List<Problem> warnings() {
        return judged.warnings();
    }

    /** Returns where services in Java are that nobody read; then definitions can be compared with others, and no more. */
    public List<Problem> leftOut() {
        return judged.leftOut();
    }

    /**
     * Works out what {@link #apply} would do. Writes nothing, anywhere.
     *
     * @throws dev.homelab.provision.TargetException with the problems of all targets that cannot be used
     * @throws UnknownNameException if it is limited to what there is not
     * @throws java.util.concurrent.CancellationException if it is cancelled, by {@link #cancelledBy} or an interrupt
     */
    public HomelabPlan plan() {
        return attended(() -> {
            try (Opened opened = open();
                    Targets targets = opened.observe(errand(opened))) {
                return plan(opened, targets);
            }
        });
    }

    /**
     * Plans while it holds the lock, so that no run is under way: waits for it as {@link #apply} does.
     *
     * @throws dev.homelab.runner.record.LockedException if it has to wait too long
     */
    public HomelabPlan planAlone() {
        return attended(() -> {
            try (Opened opened = open()) {
                RunLock lock = new Gate(opened.record(), pass, cancellation)
                        .enter(LockedRun.holder(PastRun.idAt(clock.instant())));
                try (lock;
                        Targets targets = opened.observe(errand(opened))) {
                    return plan(opened, targets, Optional::empty);
                }
            }
        });
    }

    /** Plans on what a look has shown; others may hold the lock. */
    private HomelabPlan plan(Opened opened, Targets targets) {
        return plan(opened, targets, () -> RunLock.holder(opened.record(), clock.instant()));
    }

    private HomelabPlan plan(Opened opened, Targets targets, Supplier<Optional<String>> holder) {
        Optional<PastRun> interrupted = new Journals(opened.record(), clock).unfinished();
        return targets.plan(opened).resuming(interrupted.map(run -> targets.resumption(run, holder.get())));
    }

    /** Returns why {@link #apply} would not carry a plan out; nothing if it would. */
    public List<Problem> refusal(HomelabPlan plan) {
        return refusal(plan, revision());
    }

    private List<Problem> refusal(HomelabPlan plan, Revision revision) {
        if (undone.isPresent()) {
            return List.of(); // the run to go back to was named, and what it did is on record
        }
        List<Problem> older = revision.refusal(plan, mandate.consent());
        return older.isEmpty() ? plan.refusal(valid.catalog(), mandate.consent(), saved) : older;
    }

    /**
     * Returns the services that definitions ask something else for than what was applied last, and why: what a run that
     * failed did not apply is among them. Looks at the run record, and at no target.
     */
    public SortedMap<ServiceName, Touched> touched() {
        return attended(() -> {
            try (Opened opened = open()) {
                return opened.touched();
            }
        });
    }

    /**
     * Returns likewise those that they ask something else for than earlier definitions. Needs no secret.
     *
     * @param earlier those definitions; empty if nobody knows them, which touches every service
     */
    public SortedMap<ServiceName, Touched> touchedSince(Optional<Homelab> earlier) {
        try (Opened now = Opened.offline(valid, adapters);
                Opened then = Opened.offline(earlier.orElse(this).valid, adapters)) {
            return earlier.isPresent() ? now.touchedSince(then) : now.touchedSinceEver();
        }
    }

    public RunRecord record() {
        return new RunRecord(valid.catalog(), secrets, clock, cancellation);
    }

    public HostKeys hostKeys() {
        return new HostKeys(valid.catalog().inventory(), secrets);
    }

    /** Returns what a later run can be held to by {@link #following}. */
    public SavedPlan save(HomelabPlan plan) {
        return SavedPlan.of(plan, new Mandate(plan.scope(), mandate.consent(), mandate.refreshImages()));
    }

    /**
     * Makes the homelab as its definitions say. A service that fails goes back on all targets.
     *
     * @return how it went; what went wrong is in it, never thrown
     */
    public Report apply() {
        return cancellation.attend(this::applyNow);
    }

    private Report applyNow() {
        try (Opened opened = open()) {
            List<Notifier> told = stage == Stage.ALL && !isQuiet ? everybody() : notifiers;
            Revision revision = revision();
            Run.Part part = new Run.Part(stage, pass.holder(), clock.instant(), cancellation, revision);
            Progress progress = new Progress(begin(), told, secrets.masker());
            return new LockedRun(opened, progress, patience, pass, part, clock)
                    .apply(() -> errand(opened), plan -> refusal(plan, revision));
        } catch (RuntimeException e) {
            return failed(new Progress(begin(), notifiers, secrets.masker()), e);
        }
    }

    /** Looks, without changing anything, whether every service is as it should be and answers from outside. */
    public Report verify() {
        return cancellation.attend(this::verifyNow);
    }

    private Report verifyNow() {
        Progress progress = new Progress(begin(), notifiers, secrets.masker());
        progress.phase(Phase.VERIFYING);
        try (Opened opened = Opened.open(judged.whole(), secrets, adapters, false);
                Targets targets = opened.observe(Errand.usual())) {
            return new Inspection(opened, targets, new Verifier(patience, cancellation)).report(progress, cancellation);
        } catch (RuntimeException e) {
            return failed(progress, e);
        }
    }

    /** Tells everybody of a report, such as that of a whole pipeline. */
    public void tell(Report report) {
        everybody().forEach(notifier -> notifier.tell(report));
    }

    private List<Notifier> everybody() {
        return Notifiers.of(
                valid.catalog().inventory(), secrets, Plugins.found().notifiers(), notifiers);
    }

    /** A run that goes back applies no commit. */
    private Revision revision() {
        return undone.isPresent() ? Revision.none() : Revision.around(inventory);
    }

    private Opened open() {
        return undone.isPresent()
                ? Opened.unresolved(judged.whole(), secrets, adapters)
                : Opened.open(judged.whole(), secrets, adapters, mandate.refreshImages());
    }

    private Errand errand(Opened opened) {
        Optional<Undo> undo = undone.map(run -> Undo.of(run, new Journals(opened.record(), clock).runs()));
        return new Errand(mandate, undo, mandate.scope().changed() ? opened.unchanged() : Set.of());
    }

    /** Reads only: what fails while it is being cancelled failed for that reason. */
    private <T> T attended(Supplier<T> work) {
        return cancellation.attend(() -> {
            try {
                T result = work.get();
                cancellation.check();
                return result;
            } catch (RuntimeException e) {
                cancellation.check();
                throw e;
            }
        });
    }

    private Report failed(Progress progress, RuntimeException e) {
        if (cancellation.isCancelled()) {
            return progress.end(Ending.CANCELLED, List.of(), List.of());
        }
        return progress.end(Ending.FAILED, List.of(), Unforeseen.problems(Where.nowhere(), e));
    }

    private Report begin() {
        List<String> remarks = new ArrayList<>(mandate.scope().text());
        undone.ifPresent(run -> remarks.add("Back to before run %s.".formatted(run)));
        return Report.begin(
                PastRun.idAt(clock.instant()), valid.catalog().inventory().homelab(), remarks);
    }
}
