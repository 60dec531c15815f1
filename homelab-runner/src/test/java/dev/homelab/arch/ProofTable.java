// SPDX-License-Identifier: Apache-2.0
package dev.homelab.arch;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The table of the proofs that are JUnit tests: {@code mvn verify -Pproofs} runs the tests tagged "proof" in all modules, then
 * this class, which prints the table, writes it to {@code target/proofs/table.txt} and fails unless each proof holds.
 */
@Tag("proof")
class ProofTable {

    private static final Path TOP = Path.of("..");
    private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*>");

    /**
     * One promise of the README.
     *
     * @param name the first column of the table
     * @param classes the test classes that must pass, each as {@code module/qualified.Name}
     * @param figures the files they leave, each as {@code module/name}, without {@code .txt}
     */
    record Proof(String name, List<String> classes, List<String> figures) {}

    static final List<Proof> PROOFS = List.of(
            new Proof(
                    "api-contracts",
                    List.of(
                            "adapters/dev.homelab.adapter.authentik.AuthentikProvisionerTest",
                            "adapters/dev.homelab.adapter.pihole.PiholeProvisionerTest",
                            "adapters/dev.homelab.adapter.pihole.PiholeAliasContractTest",
                            "adapters/dev.homelab.adapter.discord.DiscordNotifierTest"),
                    List.of()),
            new Proof(
                    "api",
                    List.of("runner/dev.homelab.arch.ApiTest", "runner/dev.homelab.arch.JavadocTest"),
                    List.of("runner/api")),
            new Proof(
                    "broken-files",
                    List.of(
                            "model/dev.homelab.model.rule.BrokenDefinitionsTest",
                            "adapters/dev.homelab.adapter.BrokenDefinitionsTest"),
                    List.of("model/broken-files", "adapters/broken-files")),
            new Proof(
                    "round-trip",
                    List.of(
                            "model/dev.homelab.model.roundtrip.RoundTripTest",
                            "model/dev.homelab.model.roundtrip.TwinTest",
                            "model/dev.homelab.model.roundtrip.CompletenessTest"),
                    List.of("model/round-trip-yaml", "model/round-trip-java")),
            new Proof(
                    "worlds",
                    List.of("model/dev.homelab.provision.world.WorldsTest", "runner/dev.homelab.runner.LabWorldsTest"),
                    List.of("model/worlds", "runner/lab-worlds")),
            new Proof(
                    "schema-parity",
                    List.of(
                            "runner/dev.homelab.schema.SchemaParityTest",
                            "runner/dev.homelab.schema.SchemaFilesTest",
                            "runner/dev.homelab.schema.PatternsTest"),
                    List.of("runner/schema-parity-service", "runner/schema-parity-inventory")),
            new Proof(
                    "fuzz",
                    List.of("model/dev.homelab.model.io.FuzzTest", "model/dev.homelab.model.io.YamlFileTest"),
                    List.of("model/fuzz")),
            new Proof(
                    "carry",
                    List.of(
                            "runner/dev.homelab.runner.importer.carry.CarryTest",
                            "runner/dev.homelab.runner.importer.carry.ComposeKeysTest"),
                    List.of("runner/carry", "runner/compose-keys")),
            new Proof("brake", List.of("runner/dev.homelab.runner.cli.BrakeTest"), List.of("runner/brake")),
            new Proof(
                    "scope-of-change",
                    List.of("runner/dev.homelab.runner.ScopeOfChangeTest"),
                    List.of("runner/scope-of-change")),
            new Proof(
                    "kill-at-every-step",
                    List.of("runner/dev.homelab.runner.KillAtEveryStepTest"),
                    List.of("runner/kill-at-every-step")),
            new Proof(
                    "request-counts",
                    List.of("runner/dev.homelab.runner.RequestCountsTest"),
                    List.of("runner/request-counts")),
            new Proof("history", List.of("runner/dev.homelab.runner.HistoryTest"), List.of("runner/history")));

    @Test
    void everyProofHolds() throws IOException {
        Instant begun = Instant.parse(System.getProperty("proofs.begun", Instant.EPOCH.toString()));
        List<String> broken = new ArrayList<>();
        StringBuilder table = new StringBuilder();

        for (Proof proof : PROOFS) {
            List<String> faults = new ArrayList<>();
            double seconds = 0;
            for (String name : proof.classes()) {
                seconds += judge(report(name), begun, faults);
            }
            String figure = proof.name().equals("api-contracts")
                    ? exchanges(begun, faults)
                    : proof.figures().stream()
                            .map(file -> figure(file, begun, faults))
                            .collect(joining("; "));
            boolean holds = faults.isEmpty();
            table.append("%-6s %4.0f s  %-18s %s%n"
                    .formatted(
                            holds ? "holds" : "FAILED",
                            seconds,
                            proof.name(),
                            holds ? figure : String.join("; ", faults)));
            if (!holds) {
                broken.add(proof.name());
            }
        }

        Files.writeString(Files.createDirectories(Path.of("target/proofs")).resolve("table.txt"), table);
        System.out.println(table);
        assertThat(broken).as("proofs that do not hold").isEmpty();
    }

    private static Path report(String name) {
        int slash = name.indexOf('/');
        return TOP.resolve("homelab-" + name.substring(0, slash))
                .resolve("target/surefire-reports/TEST-" + name.substring(slash + 1) + ".xml");
    }

    /** Returns the seconds that a test class took, and adds what keeps it from being a proof. */
    private static double judge(Path report, Instant begun, List<String> faults) throws IOException {
        String name = report.getFileName().toString().replaceAll("^TEST-.*\\.|\\.xml$", "");
        if (isMissing(report, begun)) {
            faults.add(name + " was not run");
            return 0;
        }
        Matcher suite = SUITE.matcher(Files.readString(report));
        if (!suite.find()) {
            faults.add(name + " has no readable report");
            return 0;
        }
        String attributes = suite.group();
        long tests = Long.parseLong(attribute(attributes, "tests"));
        for (String count : List.of("failures", "errors", "skipped")) {
            String value = attribute(attributes, count);
            if (!value.equals("0")) {
                faults.add("%s of %d tests in %s: %s".formatted(value, tests, name, count));
            }
        }
        if (tests == 0) {
            faults.add(name + " has no test");
        }
        return Double.parseDouble(attribute(attributes, "time").replace(",", ""));
    }

    private static boolean isMissing(Path file, Instant begun) throws IOException {
        return !Files.exists(file)
                || Files.getLastModifiedTime(file).toInstant().isBefore(begun);
    }

    private static String attribute(String element, String name) {
        Matcher value = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(element);
        return value.find() ? value.group(1) : "0";
    }

    private static String figure(String name, Instant begun, List<String> faults) {
        int slash = name.indexOf('/');
        Path file = TOP.resolve("homelab-" + name.substring(0, slash))
                .resolve("target/proofs/" + name.substring(slash + 1) + ".txt");
        try {
            if (isMissing(file, begun)) {
                faults.add("no figure " + name);
                return "";
            }
            List<String> lines = Files.readAllLines(file);
            return lines.get(lines.size() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds up the exchanges that the tests of all modules held to API descriptions. */
    private static String exchanges(Instant begun, List<String> faults) throws IOException {
        Map<String, Integer> judged = new TreeMap<>();
        try (Stream<Path> modules = Files.list(TOP)) {
            for (Path file : modules.map(module -> module.resolve("target/proofs/contracts.txt"))
                    .toList()) {
                if (!isMissing(file, begun)) {
                    for (String line : Files.readAllLines(file)) {
                        int colon = line.lastIndexOf(": ");
                        judged.merge(
                                line.substring(0, colon), Integer.parseInt(line.substring(colon + 2)), Integer::sum);
                    }
                }
            }
        }
        long servers = judged.values().stream().filter(count -> count > 0).count();
        if (servers < 5) {
            faults.add(
                    "exchanges with only %d of 5 servers were held to API descriptions; does CONTRACTS name their folder?"
                            .formatted(servers));
        }
        return "exchanges held to API descriptions: "
                + judged.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(joining(", "))
                + "; breaches: 0";
    }
}
