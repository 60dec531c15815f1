package com.example.embed;

import dev.homelab.lab.Lab;
import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Where;
import dev.homelab.provision.Cancellation;
import dev.homelab.report.Report;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.RunRequest;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.source.Sources;
import dev.homelab.spi.SecretSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A program with homelab in it: applies one service of a folder of definitions to a lab, cancels a run, and applies the rest. */
public final class Program {

    public static void main(String[] arguments) {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Cancellation cancellation = new Cancellation();
        try (Lab lab = Lab.start(Path.of(arguments[0]))) {
            Homelab homelab = Homelab.of(Sources.inventory(lab.inventory()).folder(Path.of(arguments[1])))
                    .secretSource(new Vault(lab.environment()))
                    .clock(Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC))
                    .executor(threads)
                    .listener(report -> cancelAt(2, report, cancellation))
                    .build();
            HomelabPlan plan = homelab.plan(RunRequest.usual().with(Scope.everything().only("notes")));
            System.out.printf("%d of %d changes%n", plan.count(), homelab.plan().count());
            print("notes", homelab.apply(plan));
            print("cancelled", homelab.apply(RunRequest.usual().cancelledBy(cancellation)));
            print("all", homelab.apply());
        } finally {
            threads.shutdown();
        }
    }

    private static void cancelAt(int steps, Report report, Cancellation cancellation) {
        if (report.steps().size() == steps) {
            cancellation.cancel();
        }
    }

    private static void print(String what, Report report) {
        int steps = report.steps().size();
        System.out.printf("%s %s: %s, %d steps%n", report.run(), what, report.ending().orElseThrow(), steps);
    }

    private record Vault(Map<String, String> secrets) implements SecretSource {
        @Override
        public String scheme() {
            return "env";
        }

        @Override
        public String find(SecretRef reference, Map<String, String> environment, Where where) {
            return secrets.getOrDefault(reference.location(), "made up for " + reference.location());
        }
    }
}
