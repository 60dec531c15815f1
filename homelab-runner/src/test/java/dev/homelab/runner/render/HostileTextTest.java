// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homelab.adapter.glance.Edit;
import dev.homelab.adapter.glance.Inclusion;
import dev.homelab.adapter.support.ssh.HostKey;
import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.RecordFolder;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Evidence;
import dev.homelab.problem.Positions;
import dev.homelab.problem.Printable;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change.Shape;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Existing.Part;
import dev.homelab.provision.Existing.Removal;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome.Result;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Resource;
import dev.homelab.report.Ending;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import dev.homelab.report.Step;
import dev.homelab.report.Verdict;
import dev.homelab.runner.Checkup;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.HomelabStatus;
import dev.homelab.runner.ImageLockPlan;
import dev.homelab.runner.RunRequest;
import dev.homelab.runner.ServiceStatus;
import dev.homelab.runner.TargetPlan;
import dev.homelab.runner.detect.ChangedFile;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.importer.CarriedPart;
import dev.homelab.runner.importer.Conversion;
import dev.homelab.runner.importer.MovedSecret;
import dev.homelab.runner.importer.NotCarried;
import dev.homelab.runner.importer.live.TargetFindings;
import dev.homelab.runner.reason.AffectedService;
import dev.homelab.runner.reason.Applied;
import dev.homelab.runner.reason.Cause;
import dev.homelab.runner.reason.CauseFinder;
import dev.homelab.runner.reason.Causes;
import dev.homelab.runner.reason.Comparison;
import dev.homelab.runner.reason.InputFingerprint;
import dev.homelab.runner.record.PastChange;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.timing.Span;
import dev.homelab.runner.timing.Timings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Whatever a definition, a target or a log brings, no renderer passes on what acts on a screen or makes lines of its own. */
class HostileTextTest {

    private static final ServiceName PHOTOS = ServiceName.of("photos");
    private static final JsonMapper JSON = new JsonMapper();

    /** A resource that says what it is told to. */
    record Text(String key, String summary, String text) implements Resource {}

    static List<String> payloads() {
        return List.of(
                "\u001b[2K\u001b[1A\rNothing to do.",
                "\u001b]0;title\u0007",
                "\u009b31m",
                "photos\n  ok      everything",
                "a\u2028b\u2029c\u0085d\u000bd\u000ce",
                "\u202Eevil\u202C \u2066x\u2069",
                "\u0000\u0001\u007f\b\b\b",
                "```\n<script>alert(1)</script>\n```",
                "]]>&<!--\"'",
                "\uD800 lone");
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void noRendererPassesItOn(String payload) {
        Map<String, List<String>> rendered = rendered(payload);

        rendered.forEach((renderer, texts) -> assertThat(texts)
                .as(renderer)
                .isNotEmpty()
                .allSatisfy(text -> {
                    assertThat(text).isEqualTo(Printable.block(text)).doesNotContain("\r");
                    assertThat(text.lines())
                            .as("no line begins with what comes after a line end in the payload")
                            .noneMatch(line -> line.startsWith("  ok   ") || line.startsWith("<script>"));
                }));
        assertThat(rendered.keySet()).isEqualTo(renderers());
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void jsonAndXmlStayReadable(String payload) throws Exception {
        for (String json : List.of(
                Json.of(plan(payload), List.of(problem(payload))),
                Json.of(report(payload)),
                CodeQuality.of(List.of(problem(payload)), List.of(), Path.of("/")))) {
            assertThat(JSON.readTree(json)).isNotNull();
        }
        for (String xml :
                List.of(JunitXml.of(List.of(), List.of(problem(payload)), List.of()), JunitXml.of(report(payload)))) {
            parse(xml);
        }
        assertThat(JSON.readTree(Json.of(report(payload)))
                        .path("steps")
                        .path(0)
                        .path("summary")
                        .asText())
                .isEqualTo(payload);
    }

    @Test
    void aPlanAsMarkdownStaysInItsFence() {
        String note = GitLab.note(List.of("a", "```\n<img src=x>", "````", "~~~"));

        assertThat(note.lines().filter(line -> line.startsWith("```"))).hasSize(2);
    }

    private static void parse(String xml) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    /** Everything that is rendered, by the class that does. */
    private static Map<String, List<String>> rendered(String payload) {
        Map<String, List<String>> all = new TreeMap<>();
        HomelabPlan plan = plan(payload);
        Report report = report(payload);
        Comparison comparison = comparison(payload);
        Problem problem = problem(payload);
        PastRun run = run(payload);
        Inclusion inclusion = inclusion(payload);
        Checkup checkup = new Checkup(Checkup.Part.TARGET, payload, payload, List.of(problem));
        all.put("PlanText", each(Stream.of(PlanText.lines(plan), PlanText.drift(plan))));
        all.put(
                "ReportText",
                each(Stream.of(
                        ReportText.lines(report.steps().get(0)),
                        ReportText.verdicts(report, true),
                        List.of(ReportText.ending(report)),
                        ReportText.problems(List.of(problem)).lines().toList(),
                        ReportText.warnings(List.of(problem)).lines().toList())));
        all.put("HistoryText", each(Stream.of(HistoryText.lines(List.of(run)), HistoryText.lines(run, Map.of()))));
        all.put(
                "AffectedText",
                each(Stream.of(AffectedText.lines(comparison), AffectedText.plan(payload, comparison))));
        all.put("InclusionText", each(Stream.of(InclusionText.lines(inclusion))));
        all.put(
                "Difference",
                List.of(
                        new Difference(payload, Optional.of(payload), Optional.empty()).text(),
                        new Difference(payload, Optional.empty(), Optional.of(payload)).text(),
                        new Difference(payload, Optional.of(payload), Optional.of(payload)).text()));
        all.put("Explanation", List.of(explanation(payload).text()));
        all.put(
                "Json",
                List.of(
                        Json.of(plan, List.of(problem)),
                        Json.drift(plan),
                        Json.of(comparison),
                        Json.of(report),
                        Json.of(List.of(problem)),
                        Json.of(List.of(problem), List.of(problem)),
                        Json.history(List.of(run)),
                        Json.of(run, Map.of()),
                        Json.of(payload, new HostKey(HostKey.Standing.UNKNOWN, payload, payload, payload, List.of())),
                        Json.inclusions(List.of(inclusion)),
                        Json.of(status(payload)),
                        Json.services(catalog(payload)),
                        Json.log(payload, List.of(payload)),
                        Json.of(explanation(payload)),
                        Json.of(PHOTOS, payload),
                        Json.created(PHOTOS, payload),
                        Json.upToDate(payload, payload),
                        Json.of(lock(payload), true),
                        Json.imported(
                                payload,
                                List.of(conversion(payload)),
                                Map.of(),
                                List.of(findings(payload, problem)),
                                Optional.empty(),
                                List.of(payload)),
                        Json.imported(
                                List.of(conversion(payload)),
                                Map.of(),
                                List.of(new NotCarried(payload, payload, Where.nowhere())),
                                false,
                                List.of(problem)),
                        Json.checkups(List.of(checkup))));
        all.put(
                "ImportText",
                each(Stream.of(
                        ImportText.lines(conversion(payload), payload),
                        ImportText.lines(findings(payload)),
                        ImportText.lines(findings(payload, problem)),
                        List.of(ImportText.summary(List.of(conversion(payload)))),
                        ImportText.otherRoutes(List.of(new NotCarried(payload, payload, Where.nowhere()))))));
        all.put("ImageLockText", each(Stream.of(ImageLockText.lines(lock(payload), true))));
        all.put("DoctorText", each(Stream.of(DoctorText.lines(List.of(checkup, checkup)))));
        all.put(
                "JunitXml",
                List.of(JunitXml.of(List.of(payload), List.of(problem), List.of(problem)), JunitXml.of(report)));
        all.put("CodeQuality", List.of(CodeQuality.of(List.of(problem), List.of(problem), Path.of("/"))));
        all.put("CommandWords", List.of(CommandWords.of(problem).render()));
        all.put("GitLab", List.of(GitLab.note(List.of(payload)), GitLab.terraform(plan)));
        all.put("OneCause", List.of(ReportText.problems(List.of(problem, problem.with(Remedy.of(Remedy.Kind.PLAN))))));
        List<Span> spans = List.of(
                new Span(Timings.RUN, "apply", "", Duration.ZERO, Duration.ofSeconds(1)),
                new Span(payload, "change", payload, Duration.ZERO, Duration.ofSeconds(1)));
        all.put("TimingsText", each(Stream.of(TimingsText.lines(spans))));
        all.put("TraceJson", List.of(TraceJson.of(spans)));
        all.put("StatusText", each(Stream.of(StatusText.lines(status(payload)))));
        all.put("ListText", each(Stream.of(ListText.lines(catalog(payload)))));
        all.put("Dotenv", List.of(Dotenv.of(comparison), Dotenv.unknown()));
        return all;
    }

    private static List<String> each(Stream<List<String>> lines) {
        List<String> all = lines.flatMap(List::stream).toList();
        assertThat(all).allSatisfy(line -> assertThat(line).isEqualTo(Printable.line(line)));
        return all;
    }

    private static Set<String> renderers() {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/homelab/runner/render"))) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> !name.equals("package-info"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Problem problem(String payload) {
        return new Problem("target refused", Where.target(payload, payload), payload, payload)
                .with(Remedy.of(Remedy.Kind.ADOPT, payload, payload), Remedy.of(Remedy.Kind.RELEASE_LOCK, payload));
    }

    private static HomelabPlan plan(String payload) {
        Planner planner = new Planner("home");
        Observed<Text> before = Observed.ownedBy(new Owner("home", PHOTOS), new Text("a", payload, "a: 1\n" + payload));
        Observed<Text> byHand = Observed.unowned(new Text("b", payload, payload));
        Plan<Text> plan = planner.plan(
                List.of(
                        new Desired<>(PHOTOS, new Text("a", payload, payload)),
                        new Desired<>(PHOTOS, new Text("b", payload, payload)),
                        new Desired<>(PHOTOS, new Text(payload, payload, payload))),
                List.of(before, byHand));
        Causes causes = new CauseFinder(
                new Applied(
                        Map.of(
                                PHOTOS,
                                new Applied.Entry(
                                        new InputFingerprint(Map.of("DEFAULT timeZone", payload)),
                                        Map.of("nas/a", "1"))),
                        Set.of()),
                Map.of(PHOTOS, new InputFingerprint(Map.of("DEFAULT timeZone", "x" + payload))),
                List.of());
        return new HomelabPlan(
                payload,
                List.of(new TargetPlan(payload, Wave.RUNTIME, plan, planner.narrow(plan, service -> true), List.of())),
                causes,
                RunRequest.usual().with(Scope.everything().only(payload)),
                List.of(problem(payload)));
    }

    private static Report report(String payload) {
        Step failed = new Step(
                payload, PHOTOS, Shape.CREATE, payload, payload, Result.FAILED, false, List.of(problem(payload)));
        CheckResult finding = new CheckResult(payload, false, payload);
        Evidence evidence = new Evidence(payload, payload, Optional.of(1), 2, true, payload, List.of(payload));
        return new Report(
                payload,
                payload,
                List.of(payload),
                Phase.ENDED,
                1,
                List.of(failed),
                List.of(new Verdict(
                        PHOTOS,
                        Verdict.Status.FAILED,
                        List.of(finding),
                        List.of(problem(payload).showing(List.of(evidence))))),
                List.of(problem(payload)),
                Optional.of(Ending.FAILED));
    }

    private static Comparison comparison(String payload) {
        AffectedService affected = new AffectedService(
                List.of(new Cause(Cause.Kind.FILE, payload)), new TreeMap<>(Map.of(payload, Shape.UPDATE)));
        return new Comparison(
                payload,
                new TreeMap<>(Map.of(PHOTOS, affected)),
                List.of(new ChangedFile(ChangedFile.How.RENAMED, payload + ".java", Optional.of(payload))),
                List.of(problem(payload)));
    }

    private static PastRun run(String payload) {
        PastChange change = new PastChange(
                payload,
                payload,
                ServiceName.of("photos"),
                Shape.DELETE,
                "{}",
                PastChange.Progress.FAILED,
                payload,
                List.of(payload));
        return new PastRun(
                payload,
                payload,
                payload,
                Applied.nothing(),
                List.of(change),
                Optional.of(payload),
                Set.of(),
                Map.of(ServiceName.of("photos"), List.of(payload)),
                Optional.of(Ending.FAILED));
    }

    private static Inclusion inclusion(String payload) {
        return new Inclusion(
                payload,
                payload,
                payload,
                payload,
                true,
                Optional.of(new Edit(payload, payload, 1, "a", payload)),
                Optional.empty());
    }

    private static HomelabStatus status(String payload) {
        return new HomelabStatus(
                payload,
                List.of(new ServiceStatus(
                        PHOTOS,
                        Optional.of(payload),
                        List.of(payload),
                        List.of(payload),
                        ServiceStatus.Health.UNHEALTHY,
                        List.of(payload),
                        1,
                        1,
                        Optional.empty())),
                List.of(),
                List.of(problem(payload)));
    }

    private static TargetFindings findings(String payload, Problem... problems) {
        return new TargetFindings(
                "proxy",
                List.of(new Part(PHOTOS, payload, Map.of("dns", payload))),
                List.of(new TargetFindings.Loss("photos", payload, payload)),
                1,
                List.of(new Removal(payload, List.of(payload), payload)),
                List.of(problems));
    }

    private static Conversion conversion(String payload) {
        return new Conversion(
                PHOTOS,
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                List.of(payload),
                List.of(new NotCarried(payload, payload, Where.nowhere())),
                List.of(new MovedSecret(payload, payload, "")),
                List.of(new CarriedPart(payload, payload)),
                List.of(payload));
    }

    private static ImageLockPlan lock(String payload) {
        return new ImageLockPlan(
                Path.of(payload.replace('\0', ' ').replace('\uD800', ' ')),
                List.of(new ImageLockPlan.LockChange(
                        payload, Set.of(ServiceName.of(payload)), Optional.of(payload), Optional.of(payload))),
                1,
                false,
                List.of(problem(payload)));
    }

    private static Catalog catalog(String payload) {
        Inventory inventory = new Inventory(
                "home",
                SecretRef.of("env:HOMELAB_KEY"),
                RecordFolder.of("/var/lib/homelab"),
                Hostname.of("home.arpa"),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
        Service service =
                Dsl.service("photos", payload, photos -> photos.container("server", "photos:1", container -> {}));
        return new Catalog(
                inventory,
                Positions.of("inventory.yaml"),
                List.of(new Definition(service, payload, Positions.of("media/photos.yaml"))));
    }

    private static Explanation explanation(String payload) {
        return new Explanation("photos", "name: photos\n", Map.of("name", payload), Map.of("title", payload));
    }
}
