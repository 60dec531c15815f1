// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.compose.ComposeLanguage;
import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.adapter.support.ssh.PrefetchingHost;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Evidence;
import dev.homelab.problem.Problem;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.CheckResult.Status;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Diagnosis;
import dev.homelab.provision.LogRequest;
import dev.homelab.provision.Observed;
import dev.homelab.provision.OneByOneSession;
import dev.homelab.provision.Owner;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.BinaryText;
import dev.homelab.spi.Binding;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Context;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The stacks of one Swarm, read and changed through one manager. */
final class SwarmSession implements OneByOneSession<Stack> {

    private static final Duration LOOK = Duration.ofSeconds(60);
    private static final Duration DEPLOY = Duration.ofMinutes(2);
    private static final int MOST_LINES = 20;
    /** How often a service is looked at whose update may not have begun. */
    private static final int LOOKS = 5;

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(HOMELAB_\\w+)}");
    private static final String CONFIG = "config";
    private static final String SECRET = "secret";

    private final PrefetchingHost host;
    private final Context context;
    private final SwarmSettings settings;
    private final SwarmProblems problems;

    SwarmSession(RemoteHost host, Context context, SwarmSettings settings) {
        this.host = new PrefetchingHost(host);
        this.context = context;
        this.settings = settings;
        this.problems = new SwarmProblems(host.where(), settings.host());
    }

    @Override
    public List<Observed<Stack>> observe() {
        host.fetch(List.of(SwarmCommands.info(), SwarmCommands.services(), SwarmCommands.configs()), LOOK);
        CommandResult info = host.run(SwarmCommands.info(), LOOK);
        if (!info.succeeded()) {
            throw new TargetException(problems.docker(info));
        }
        JsonNode swarm = SwarmView.tree(info.output());
        if (!swarm.path("ControlAvailable").asBoolean()) {
            throw new TargetException(
                    problems.notManager(swarm.path("LocalNodeState").asText("inactive")));
        }
        return view().stacks();
    }

    private SwarmView look() {
        host.fetch(List.of(SwarmCommands.services(), SwarmCommands.configs()), LOOK);
        return view();
    }

    private SwarmView view() {
        return new SwarmView(read(SwarmCommands.services()), read(SwarmCommands.configs()));
    }

    /** What is removed while it is listed is missing afterwards, which is true by then. */
    private String read(List<String> argv) {
        CommandResult result = host.run(argv, LOOK);
        if (!result.succeeded() && !result.errors().contains("no such")) {
            throw new TargetException(problems.docker(result));
        }
        return result.output();
    }

    @Override
    public List<Problem> preflight(List<Desired<Stack>> desired) {
        Set<String> shared = new TreeSet<>();
        desired.forEach(want -> shared.addAll(sharedNetworks(want.resource())));
        boolean asksForNode =
                desired.stream().anyMatch(want -> want.resource().text().text().contains("node.labels." + Labels.HOST));
        host.fetch(List.of(SwarmCommands.nodes(), SwarmCommands.networks()), LOOK);
        List<Problem> found = new ArrayList<>();
        String nodes = read(SwarmCommands.nodes());
        if (asksForNode && !hasNode(SwarmView.tree(nodes))) {
            found.add(problems.noNode());
        }
        networks().forEach((network, scope) -> {
            if (shared.contains(network) && !scope.equals("swarm")) {
                found.add(problems.networkOfOneHost(network));
            }
        });
        return found;
    }

    private boolean hasNode(JsonNode nodes) {
        for (JsonNode node : nodes) {
            if (node.path("Spec").path("Labels").path(Labels.HOST).asText().equals(settings.host())) {
                return true;
            }
        }
        return false;
    }

    /** Returns the scopes of networks by their names. */
    private Map<String, String> networks() {
        Map<String, String> scopes = new HashMap<>();
        read(SwarmCommands.networks())
                .lines()
                .map(line -> line.split(" ", 2))
                .forEach(parts -> scopes.put(parts[0], parts.length > 1 ? parts[1] : ""));
        return scopes;
    }

    private static Set<String> sharedNetworks(Stack stack) {
        Set<String> names = new TreeSet<>();
        stack.text().root().path("networks").properties().forEach(network -> {
            if (network.getValue().path("external").asBoolean()) {
                names.add(network.getValue().path("name").asText(network.getKey()));
            }
        });
        return names;
    }

    @Override
    public void put(Observed<Stack> picture) {
        Stack stack = picture.resource();
        if (stack.isUnknown()) {
            throw new TargetException(problems.notThere(stack.name()));
        }
        Map<String, String> secrets = open(stack);
        SwarmView before = look();
        create(stack, picture.owner(), secrets, before);
        List<String> deploy = SwarmCommands.deploy(stack.name());
        CommandResult result = host.run(deploy, text(stack, picture.owner(), secrets), DEPLOY);
        if (!result.succeeded()) {
            throw new TargetException(problems.refused(stack.name(), deploy, masked(result, secrets)));
        }
        await(stack, secrets);
        keep(stack, picture.owner());
    }

    /** Creates the networks, configs and secrets that are not there. */
    private void create(Stack stack, Optional<Owner> owner, Map<String, String> secrets, SwarmView before) {
        Set<String> shared = sharedNetworks(stack);
        if (!shared.isEmpty()) {
            shared.removeAll(networks().keySet());
            shared.forEach(network -> change(stack.name(), SwarmCommands.createNetwork(network), ""));
        }
        stack.files().forEach((name, content) -> {
            if (!before.configs(stack.name()).contains(name)) {
                List<String> create = SwarmCommands.create(CONFIG, name, stack.name(), owner, false);
                if (BinaryText.isBinary(content)) {
                    String encoded = Base64.getEncoder().encodeToString(BinaryText.bytes(content));
                    change(stack.name(), SwarmCommands.decoding(create), encoded);
                } else {
                    change(stack.name(), create, content);
                }
            }
        });
        Map<String, String> files = secretFiles(stack, secrets);
        if (!files.isEmpty()) {
            Set<String> there = secrets(stack.name());
            files.forEach((name, content) -> {
                if (!there.contains(name)) {
                    change(stack.name(), SwarmCommands.create(SECRET, name, stack.name(), owner, false), content);
                }
            });
        }
    }

    /** Returns the contents of the Swarm secrets of a stack, by their names. */
    private static Map<String, String> secretFiles(Stack stack, Map<String, String> secrets) {
        Map<String, String> files = new TreeMap<>();
        stack.secrets().forEach((key, encrypted) -> {
            if (ComposeLanguage.isFile(key)) {
                files.put(StackFile.secretName(stack.name(), key, encrypted), secrets.getOrDefault(key, ""));
            }
        });
        return files;
    }

    private Set<String> secrets(String stack) {
        Set<String> names = new HashSet<>();
        read(SwarmCommands.secrets(stack)).lines().map(String::strip).forEach(names::add);
        return names;
    }

    private void change(String stack, List<String> argv, String input) {
        CommandResult result = host.run(argv, input, LOOK);
        if (!result.succeeded() && !result.errors().contains("AlreadyExists")) {
            throw new TargetException(problems.refused(stack, argv, result));
        }
    }

    /** Returns the file as it is deployed: with the mark of its owner at services and at their containers, and with secrets in the place of variables. */
    private String text(Stack stack, Optional<Owner> owner, Map<String, String> secrets) {
        JsonNode root = stack.text().root().deepCopy();
        owner.ifPresent(mark -> root.path("services").forEach(service -> {
            if (service instanceof ObjectNode section) {
                section.withObjectProperty("deploy")
                        .withObjectProperty("labels")
                        .put(Labels.SERVICE, mark.toString());
                section.withObjectProperty("labels").put(Labels.SERVICE, mark.toString());
            }
        }));
        fill(root, secrets);
        return YamlText.rewrite(root);
    }

    private static void fill(JsonNode root, Map<String, String> secrets) {
        for (JsonNode service : root.path("services")) {
            if (service.path("environment") instanceof ObjectNode environment) {
                Map<String, String> values = new HashMap<>();
                environment.properties().forEach(entry -> {
                    Matcher variable = VARIABLE.matcher(entry.getValue().asText());
                    if (variable.matches() && secrets.containsKey(variable.group(1))) {
                        values.put(
                                entry.getKey(), ComposeLanguage.literal(secrets.getOrDefault(variable.group(1), "")));
                    }
                });
                values.forEach(environment::put);
            }
        }
    }

    /** Waits until the engine has done what the file says, or has given it up. */
    private void await(Stack stack, Map<String, String> secrets) {
        int[] looks = {0};
        Map<String, Rollout> last = new TreeMap<>();
        boolean isOver = context.await(
                () -> {
                    looks[0]++;
                    last.clear();
                    last.putAll(rollouts(stack));
                    boolean hasBegun =
                            looks[0] > LOOKS || last.values().stream().noneMatch(Rollout::mayBegin);
                    boolean isUp = hasBegun
                            && last.size() >= stack.services().size()
                            && last.values().stream().allMatch(one -> one.isUp() && !one.hasFailed());
                    return isUp || last.values().stream().anyMatch(Rollout::hasFailed);
                },
                settings.patience());
        List<Problem> found = new ArrayList<>();
        last.forEach((service, rollout) -> {
            if (rollout.hasFailed() || (!isOver && !rollout.isUp())) {
                found.add(problems.notUp(service, rollout, evidence(service, rollout, masker(secrets))));
            }
        });
        if (!isOver && found.isEmpty()) {
            found.add(problems.notThere(stack.name()));
        }
        if (!found.isEmpty()) {
            throw new TargetException(found);
        }
    }

    private Map<String, Rollout> rollouts(Stack stack) {
        host.fetch(List.of(SwarmCommands.services(), SwarmCommands.configs(), SwarmCommands.tasks(stack.name())), LOOK);
        SwarmView now = view();
        CommandResult result = host.run(SwarmCommands.tasks(stack.name()), LOOK);
        List<Task> tasks = Task.all(result.output()); // one that is gone by now fails it
        Map<String, Rollout> all = new TreeMap<>();
        now.services(stack.name())
                .forEach((name, service) -> all.put(
                        name,
                        new Rollout(
                                service,
                                tasks.stream()
                                        .filter(task -> task.service()
                                                .equals(service.path("ID").asText()))
                                        .toList())));
        return all;
    }

    /** Writes down what the stack is now, and removes the configs and secrets that only an earlier one used. */
    private void keep(Stack stack, Optional<Owner> owner) {
        SwarmView now = look();
        String record = now.record(stack);
        String name =
                Hash.name(stack.name(), "record", owner.map(Owner::toString).orElse("") + record);
        if (!now.configs(stack.name()).contains(name)) {
            change(stack.name(), SwarmCommands.create(CONFIG, name, stack.name(), owner, true), record);
        }
        Set<String> kept = new TreeSet<>(stack.files().keySet());
        kept.add(name);
        Set<String> old = now.configsBut(stack.name(), kept);
        if (!old.isEmpty()) {
            change(stack.name(), SwarmCommands.remove(CONFIG, old), "");
        }
        Set<String> used = new TreeSet<>();
        stack.text().root().path("secrets").properties().forEach(secret -> used.add(secret.getKey()));
        Set<String> unused = new TreeSet<>(secrets(stack.name()));
        unused.removeAll(used);
        if (!unused.isEmpty()) {
            change(stack.name(), SwarmCommands.remove(SECRET, unused), "");
        }
    }

    @Override
    public void remove(Observed<Stack> picture) {
        String name = picture.key();
        CommandResult result = host.run(SwarmCommands.remove(name), DEPLOY);
        String[] left = {result.reason()};
        boolean isGone = context.await(
                () -> {
                    CommandResult remains = host.run(SwarmCommands.remains(name), LOOK);
                    left[0] = remains.succeeded() ? "tasks or networks of it are still there." : remains.reason();
                    return remains.succeeded() && remains.output().isBlank();
                },
                settings.patience());
        if (!result.succeeded() && !isGone) {
            throw new TargetException(problems.notRemoved(name, result.reason()));
        }
        if (!isGone) {
            throw new TargetException(problems.notRemoved(name, left[0]));
        }
        if (!look().configs(name).isEmpty()) {
            throw new TargetException(problems.notRemoved(name, result.reason()));
        }
    }

    @Override
    public Map<ServiceName, List<CheckResult>> inspect(List<Desired<Stack>> desired) {
        return desired.stream().collect(toMap(Desired::service, want -> findings(want.resource())));
    }

    private List<CheckResult> findings(Stack stack) {
        Map<String, Rollout> rollouts = rollouts(stack);
        List<CheckResult> all = new ArrayList<>();
        stack.services().forEach(service -> {
            String name = stack.serviceName(service.getKey());
            Rollout rollout = rollouts.get(name);
            String expectation = "service %s runs".formatted(name);
            if (rollout == null) {
                all.add(new CheckResult(expectation, Status.BAD, "it is not there"));
            } else if (rollout.hasFailed() || (rollout.culprit().isPresent() && !rollout.isUp())) {
                all.add(new CheckResult(expectation, Status.BAD, rollout.text()));
            } else {
                all.add(new CheckResult(expectation, rollout.isUp() ? Status.GOOD : Status.PENDING, rollout.text()));
            }
        });
        return all;
    }

    @Override
    public Map<ServiceName, Diagnosis> diagnose(List<Desired<Stack>> desired) {
        return desired.stream().collect(toMap(Desired::service, want -> diagnosis(want.resource())));
    }

    private Diagnosis diagnosis(Stack stack) {
        Masker masker = masker(open(stack));
        List<Problem> causes = new ArrayList<>();
        List<Evidence> evidence = new ArrayList<>();
        rollouts(stack).forEach((service, rollout) -> {
            List<Evidence> shown = evidence(service, rollout, masker);
            if (rollout.isUp() && !rollout.hasFailed()) {
                evidence.addAll(shown);
            } else {
                causes.add(problems.notUp(service, rollout, shown));
            }
        });
        return new Diagnosis(causes, evidence);
    }

    /** Returns what the task that failed last has said, or the service if there is none. */
    private List<Evidence> evidence(String service, Rollout rollout, Masker masker) {
        Optional<Task> task = rollout.culprit();
        CommandResult logs = host.run(SwarmCommands.logs(task.map(Task::id).orElse(service), MOST_LINES), LOOK);
        List<String> lines = (logs.output() + (logs.succeeded() ? logs.errors() : ""))
                .lines()
                .map(masker::mask)
                .toList();
        return List.of(new Evidence(
                service,
                task.map(Task::text).orElse(rollout.text()),
                task.flatMap(Task::exitCode),
                0,
                false,
                "",
                lines));
    }

    @Override
    public boolean log(Desired<Stack> desired, LogRequest request, Consumer<String> lines) {
        Stack stack = desired.resource();
        Masker masker = masker(open(stack));
        stack.services().stream()
                .map(Map.Entry::getKey)
                .filter(container -> request.part().map(container::equals).orElse(true))
                .forEach(container -> {
                    CommandResult result =
                            host.run(SwarmCommands.logs(stack.serviceName(container), request.lines()), LOOK);
                    String prefix = request.part().isPresent() ? "" : container + "  ";
                    (result.output() + result.errors())
                            .lines()
                            .forEach(line -> lines.accept(prefix + masker.mask(line)));
                });
        return true;
    }

    @Override
    public void close() {
        // the connection is the run's
    }

    private static CommandResult masked(CommandResult result, Map<String, String> secrets) {
        Masker masker = masker(secrets);
        return new CommandResult(result.exit(), masker.mask(result.output()), masker.mask(result.errors()));
    }

    private static Masker masker(Map<String, String> secrets) {
        return Masker.of(secrets.values());
    }

    private Map<String, String> open(Stack stack) {
        return stack.secrets().entrySet().stream().collect(toMap(Map.Entry::getKey, entry -> opened(stack, entry)));
    }

    private String opened(Stack stack, Map.Entry<String, EncryptedSecret> entry) {
        return context.sealing().open(new Binding(context.homelab(), stack.name(), entry.getKey()), entry.getValue());
    }
}
