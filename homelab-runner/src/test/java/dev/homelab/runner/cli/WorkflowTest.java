// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.homelab.lab.Lab;
import dev.homelab.runner.LabHome;
import dev.homelab.runner.detect.WorkTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every step of the workflows for GitHub, Forgejo and Gitea, with the variables that these give them; on the lab. */
class WorkflowTest {

    private static final Map<String, String> FILES = Map.of(
            "github", ".github/workflows/homelab.yml",
            "forgejo", ".forgejo/workflows/homelab.yml",
            "gitea", ".gitea/workflows/homelab.yml");
    private static final String PAGE = "https://ci.home.arpa/me/home/actions/runs/7";
    private static final String SKIP = "!contains(github.event.head_commit.message, '[skip deploy]')";
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ ([^}]+) }}");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final List<String> commands = new ArrayList<>();
    private LabHome home;
    private WorkTree tree;
    private Path repository;
    private Path workspace;
    private String server = "github";
    private boolean isFailed;

    @BeforeEach
    void aRepositoryOfDefinitions() throws IOException {
        home = new LabHome(folder);
        repository = Files.createDirectories(folder.resolve("me/home.git"));
        workspace = Files.createDirectories(folder.resolve("workspace"));
        tree = new WorkTree(repository);
        tree.run("config", "uploadpack.allowAnySHA1InWant", "true");
        tree.run("checkout", "-q", "-b", "trunk"); // no branch is called main
        tree.write("services/inventory.yaml", Files.readString(home.lab.inventory()));
        define("wiki", "wiki:1");
    }

    @AfterEach
    void close() {
        home.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"github", "forgejo", "gitea"})
    void aPushIsAppliedAndTheChatIsToldOnceWithThePage(String of) throws IOException {
        server = of;
        push("first");

        assertThat(isFailed).as(out.toString()).isFalse();
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).containsKey("wiki-server-1");
        assertThat(home.lab.discord().messages()).hasSize(1);
        assertThat(message()).contains("done", PAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"github", "forgejo", "gitea"})
    void noProgramOfOthersIsUsedAndTheDefaultBranchIsAsked(String of) throws IOException {
        server = of;
        init();
        String text = Files.readString(repository.resolve(FILES.get(server)));

        assertThat(text).doesNotContain("uses:", "main]", "node", "@SECRETS@").contains("ci init " + server);
        assertThat(job("apply").path("if").asText())
                .isEqualTo("github.event_name == 'push' && github.ref_name == github.event.repository.default_branch");
    }

    @Test
    void definitionsThatAreNotValidAreTold() throws IOException {
        push("first");
        tree.write("services/media/wiki.yaml", "name: [\n");

        push("second");

        assertThat(isFailed).isTrue();
        assertThat(commands).doesNotContain("apply").endsWith("rollback", "notify");
        assertThat(message()).contains("definitions are not valid", PAGE);
    }

    @Test
    void aPushThatIsNotToBeDeployedStopsAfterThePlan() throws IOException {
        push("first");
        define("photos", "photos:1");
        int writes = home.lab.writes();

        push("second [Skip Deploy]");

        assertThat(isFailed).isFalse();
        assertThat(commands).containsExactly("detect", "validate", "plan");
        assertThat(home.lab.writes()).isEqualTo(writes);
        assertThat(out.toString()).contains("photos  (new)");
    }

    @Test
    void whatFailsIsRolledBackAndToldOnce() throws IOException {
        push("first");
        define("wiki", "wiki:2");
        home.lab.host(Lab.MEDIA).docker().images().unhealthyImage("wiki:2");

        push("second");

        assertThat(isFailed).isTrue();
        assertThat(home.lab.discord().messages()).hasSize(2);
        assertThat(message()).contains("failed and rolled back");
        assertThat(commands).containsSubsequence("apply", "rollback", "notify");
    }

    @Test
    void driftWaitsForARunAndIsTold() throws IOException {
        push("first");
        home.lab.host(Lab.MEDIA).docker().stopByHand("wiki-server-1");

        run("drift", "");

        assertThat(isFailed).isTrue();
        assertThat(commands).containsExactly("drift", "notify");
        assertThat(message()).contains("changes are pending", "Drift in homelab", PAGE);
        assertThat(String.join(" ", texts(job("drift").path("steps")))).contains("homelab drift --run .homelab --wait");
    }

    @Test
    void aPullRequestNeedsNoSecretAndAsksNobody() throws IOException {
        push("first");
        tree.run("checkout", "-q", "-b", "another");
        define("wiki", "wiki:2");
        tree.write("services/media/Films.java", "package media;\n");
        tree.commit("a request", "");
        int requests = home.lab.requests();
        int connections = home.lab.connections();

        run("look", "");

        assertThat(isFailed).as(out.toString()).isFalse();
        assertThat(home.lab.requests()).isEqualTo(requests);
        assertThat(home.lab.connections()).isEqualTo(connections);
        assertThat(folder.resolve("summary")).content().contains("Offline plan", "~ docker-media/wiki", "not read");
    }

    @Test
    void theLastStepsRollBackWhatAKilledRunLeft() throws IOException, InterruptedException {
        push("first");
        Map<String, String> before = targets();
        define("wiki", "wiki:2");
        AtomicInteger writes = new AtomicInteger();
        Process[] apply = new Process[1];
        home.lab.ask(() -> {
            // the record of how containers were made goes first, and then files
            if (writes.incrementAndGet() == 4 && apply[0] != null) {
                apply[0].destroyForcibly().onExit().join();
            }
            return true;
        });

        run("apply", "second", command -> {
            apply[0] = child(command);
            return apply[0].waitFor(2, TimeUnit.MINUTES) ? apply[0].exitValue() : -1;
        });

        assertThat(isFailed).isTrue();
        assertThat(targets()).as(out.toString()).isEqualTo(before);
        assertThat(message()).contains("failed and rolled back");
        home.lab.ask(() -> true);
    }

    /** Runs a command of homelab in a way of its own. */
    @FunctionalInterface
    private interface Shell {
        int run(Command command) throws IOException, InterruptedException;
    }

    /** What a step runs. */
    private record Command(List<String> words, Map<String, String> environment) {}

    private void push(String title) throws IOException {
        run("apply", title);
    }

    private void run(String job, String title) throws IOException {
        try {
            run(job, title, this::inProcess);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(String name, String title, Shell apply) throws IOException, InterruptedException {
        init();
        if (!title.isEmpty()) {
            tree.commit(title, "");
        }
        isFailed = false;
        commands.clear();
        Files.writeString(folder.resolve("path"), "");
        JsonNode workflow = workflow();
        Map<String, String> environment = new TreeMap<>();
        add(workflow.path("env"), environment);
        add(job(name).path("env"), environment);
        for (JsonNode step : job(name).path("steps")) {
            if (isRun(step.path("if").asText(), title)) {
                Map<String, String> all = new TreeMap<>(environment);
                add(step.path("env"), all);
                isFailed |= run(step.path("run").asText(), all, apply) != 0;
            }
        }
    }

    private boolean isRun(String condition, String title) {
        boolean isDeployed = !title.toLowerCase(Locale.ROOT).contains("[skip deploy]"); // contains() ignores case
        return switch (condition) {
            case "" -> !isFailed;
            case "${{ " + SKIP + " }}" -> !isFailed && isDeployed;
            case "${{ failure() || cancelled() }}" -> isFailed;
            case "${{ failure() || cancelled() || " + SKIP + " }}" -> isFailed || isDeployed;
            case "${{ always() }}" -> true;
            default -> throw new AssertionError(condition);
        };
    }

    private int run(String script, Map<String, String> environment, Shell apply)
            throws IOException, InterruptedException {
        if (!script.startsWith("homelab ")) {
            return sh(script, environment);
        }
        List<String> words = new ArrayList<>();
        for (String word : script.split(" ", -1)) {
            String plain = word.replace("\"", "").replace("$BASE", environment.getOrDefault("BASE", ""));
            words.add(plain.equals(".homelab") ? workspace.resolve(".homelab").toString() : plain);
        }
        words.remove(0);
        commands.add(words.get(0));
        words.addAll(List.of("--services", workspace.resolve("services").toString()));
        Command command = new Command(words, environment);
        return words.get(0).equals("apply") ? apply.run(command) : inProcess(command);
    }

    private int inProcess(Command command) {
        PrintWriter printer = new PrintWriter(out, true);
        return Main.run(command.environment(), printer, printer, command.words().toArray(String[]::new));
    }

    private static Process child(Command command) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        line.addAll(command.words());
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(command.environment());
        return builder.start();
    }

    private int sh(String script, Map<String, String> environment) throws IOException, InterruptedException {
        Path text = Files.writeString(folder.resolve("step.sh"), script);
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", text.toString())
                .directory(workspace.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of(
                        "GITHUB_SERVER_URL", "file://" + folder,
                        "GITHUB_REPOSITORY", "me/home",
                        "GITHUB_SHA", tree.run("rev-parse", "HEAD").strip(),
                        "GITHUB_PATH", folder.resolve("path").toString(),
                        "GITHUB_STEP_SUMMARY", folder.resolve("summary").toString()));
        Process process = builder.start();
        out.write(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        return process.waitFor();
    }

    private void add(JsonNode variables, Map<String, String> environment) {
        variables.properties().forEach(variable -> {
            String text = EXPRESSION
                    .matcher(variable.getValue().asText())
                    .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
            environment.put(variable.getKey(), text);
        });
    }

    private String value(String expression) {
        if (expression.startsWith("secrets.")) {
            return home.environment().getOrDefault(expression.substring("secrets.".length()), "");
        }
        return switch (expression) {
            case "github.server_url" -> "https://ci.home.arpa";
            case "github.repository" -> "me/home";
            case "github.run_id" -> "7";
            case "github.run_attempt" -> "1";
            case "github.token" -> "a-token-of-the-job";
            case "github.event.pull_request.base.sha" ->
                tree.run("rev-parse", "HEAD~1").strip();
            default -> throw new AssertionError(expression);
        };
    }

    private void init() throws IOException {
        Path jar = Files.writeString(folder.resolve("any.jar"), "a jar");
        PrintWriter printer = new PrintWriter(out, true);
        assertThat(Main.run(
                        Map.of(),
                        printer,
                        printer,
                        "ci",
                        "init",
                        server,
                        repository.toString(),
                        "--jar",
                        jar.toString()))
                .as(out.toString())
                .isZero();
    }

    private JsonNode workflow() throws IOException {
        return new YAMLMapper().readTree(repository.resolve(FILES.get(server)).toFile());
    }

    private JsonNode job(String name) throws IOException {
        return workflow().path("jobs").path(name);
    }

    private static List<String> texts(JsonNode steps) {
        List<String> texts = new ArrayList<>();
        steps.forEach(step -> texts.add(step.path("run").asText()));
        return texts;
    }

    private void define(String name, String image) {
        tree.write("services/media/" + name + ".yaml", """
                name: %1$s
                host: docker-media
                containers: {server: {image: "%2$s", ports: ["%3$d:80"], volumes: ["data:/data"]}}
                routes: [{hostname: %1$s.home.arpa, container: server, port: 80}]
                widget: {group: Media}
                """.formatted(name, image, 8000 + name.length()));
    }

    private Map<String, String> targets() {
        Map<String, String> all = new LinkedHashMap<>(home.lab.snapshot());
        all.keySet().removeIf(name -> name.contains("/var/lib/homelab") || name.contains("discord"));
        return all;
    }

    private String message() {
        return String.join("\n", home.lab.discord().snapshot().values());
    }
}
