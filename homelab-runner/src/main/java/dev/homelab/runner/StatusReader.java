// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.toMap;

import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.container.Container;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Change;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.TargetException;
import dev.homelab.runner.ServiceStatus.Health;
import dev.homelab.runner.ServiceStatus.LastRun;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.verify.TargetCheckResults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds out how every service is, by one look at each target that is reachable; changes nothing, and waits for nothing. */
final class StatusReader {

    private final RunContext runContext;
    private final Targets targets;
    private final HomelabPlan plan;
    private final Map<ServiceName, List<CheckResult>> findings = new HashMap<>();
    private final Map<ServiceName, List<String>> unreachable;
    private final List<Problem> problems = new ArrayList<>();

    StatusReader(RunContext runContext, Targets targets) {
        this.runContext = runContext;
        this.targets = targets;
        this.plan = targets.plan(runContext.homelab(), runContext::causes);
        this.unreachable = runContext.servicesAt(targets.away());
        problems.addAll(targets.behind());
    }

    HomelabStatus read(Supplier<List<PastRun>> history) {
        Map<ServiceName, Service> defined = runContext.catalog().services().collect(toMap(Service::name, s -> s));
        for (TargetCheckResults results : targets.lookAsItIs()) {
            results.findings()
                    .forEach((service, found) -> findings.computeIfAbsent(service, s -> new ArrayList<>())
                            .addAll(found));
        }
        Map<ServiceName, LastRun> last = lastRuns(history);
        Set<ServiceName> all = new TreeSet<>(defined.keySet());
        all.addAll(targets.known());
        List<ServiceStatus> services = all.stream()
                .map(service -> status(service, Optional.ofNullable(defined.get(service)), last.get(service)))
                .toList();
        return new HomelabStatus(runContext.homelab(), services, targets.images(), Problem.sorted(problems));
    }

    private ServiceStatus status(ServiceName name, Optional<Service> service, @Nullable LastRun last) {
        Inventory inventory = runContext.catalog().inventory();
        List<Boolean> drifts = new ArrayList<>();
        plan.targets()
                .forEach(target -> target.plan().changes().stream()
                        .filter(change -> change.service().equals(name))
                        .forEach(change -> drifts.add(plan.isDrift(target.target(), change))));
        int drift = (int) drifts.stream().filter(isDrift -> isDrift).count();
        return new ServiceStatus(
                name,
                service.flatMap(Service::host),
                service.map(found -> found.containers().values().stream()
                                .map(Container::runs)
                                .distinct()
                                .toList())
                        .orElse(List.of()),
                service.map(found -> found.routes().stream()
                                .filter(Route::isPage)
                                .map(route -> route.visitUrl(inventory).toString())
                                .toList())
                        .orElse(List.of()),
                service.map(this::health)
                        .orElseGet(() -> inventory.isAboutAll(name.value()) ? health(name) : Health.UNDEFINED),
                why(name),
                drifts.size() - drift,
                drift,
                Optional.ofNullable(last));
    }

    private Health health(Service service) {
        Health health = health(service.name());
        return health == Health.HEALTHY && service.isPaused() ? Health.PAUSED : health;
    }

    private Health health(ServiceName service) {
        if (isNew(service)) {
            return Health.NEW;
        }
        List<CheckResult> found = findings.getOrDefault(service, List.of());
        if (found.stream().anyMatch(finding -> finding.status() == CheckResult.Status.BAD)) {
            return Health.UNHEALTHY;
        }
        if (unreachable.containsKey(service)) {
            return Health.UNKNOWN;
        }
        return found.stream().anyMatch(finding -> finding.status() == CheckResult.Status.PENDING)
                ? Health.STARTING
                : Health.HEALTHY;
    }

    /** A service all of which is yet to be created, at targets that were all seen. */
    private boolean isNew(ServiceName service) {
        List<Change.Shape> shapes = plan.targets().stream()
                .flatMap(target -> target.plan().changes().stream())
                .filter(change -> change.service().equals(service))
                .map(Change::shape)
                .toList();
        return !shapes.isEmpty()
                && !unreachable.containsKey(service)
                && shapes.stream().allMatch(shape -> shape == Change.Shape.CREATE)
                && shapes.size() == targets.countDesired(service);
    }

    private List<String> why(ServiceName service) {
        List<String> lines = new ArrayList<>();
        if (!isNew(service)) {
            findings.getOrDefault(service, List.of()).stream()
                    .filter(finding -> !finding.good())
                    .forEach(finding -> lines.add(finding.expectation() + ": " + finding.found()));
        }
        unreachable.getOrDefault(service, List.of()).forEach(target -> lines.add(target + " is unreachable"));
        return lines;
    }

    /** A record that cannot be read leaves the runs unknown, and nothing else. */
    private Map<ServiceName, LastRun> lastRuns(Supplier<List<PastRun>> history) {
        Map<ServiceName, LastRun> last = new HashMap<>();
        try {
            history.get()
                    .forEach(run ->
                            run.services().forEach(service -> last.put(service, new LastRun(run.run(), run.ending()))));
        } catch (TargetException e) {
            problems.addAll(e.problems());
        }
        return last;
    }
}
