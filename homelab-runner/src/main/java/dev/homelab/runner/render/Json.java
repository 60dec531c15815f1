// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.homelab.adapter.glance.Inclusion;
import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.adapter.support.ssh.HostKey;
import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Printable;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Change;
import dev.homelab.provision.Plan;
import dev.homelab.provision.RetainedData;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.Checkup;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.HomelabStatus;
import dev.homelab.runner.ImageLockPlan;
import dev.homelab.runner.TargetPlan;
import dev.homelab.runner.importer.Conversion;
import dev.homelab.runner.importer.DefinitionText;
import dev.homelab.runner.importer.NotCarried;
import dev.homelab.runner.importer.live.TargetFindings;
import dev.homelab.runner.reason.Comparison;
import dev.homelab.runner.record.PastChange;
import dev.homelab.runner.record.PastRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Plans, reports and problems as programs read them; see docs/json.md. Holds no secret: resources are named, not shown. */
public final class Json {

    /** Grows when something that programs may rely on is named otherwise or gone; not when something is added. */
    private static final int FORMAT = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private Json() {}

    /**
     * A plan.
     *
     * @param refusal why it would not be carried out; empty if it would
     */
    public static String of(HomelabPlan plan, List<Problem> refusal) {
        ObjectNode root = MAPPER.createObjectNode().put("homelab", plan.homelab());
        ArrayNode changes = root.putArray("changes");
        ArrayNode conflicts = root.putArray("conflicts");
        ArrayNode leftOut = root.putArray("leftOut");
        for (TargetPlan target : plan.targets()) {
            addChanges(changes, plan, target, change -> true);
            target.plan().conflicts().forEach(conflict -> add(conflicts, target.target(), conflict));
            target.leftOut().changes().forEach(change -> add(leftOut, target.target(), change));
            target.leftOut().conflicts().forEach(conflict -> add(leftOut, target.target(), conflict));
        }
        root.set("scope", MAPPER.valueToTree(plan.scope()));
        root.set("problems", MAPPER.valueToTree(refusal));
        root.set("behind", MAPPER.valueToTree(plan.behind()));
        root.set("warnings", MAPPER.valueToTree(plan.warnings()));
        plan.resumption().ifPresent(resumption -> root.set("resumes", MAPPER.valueToTree(resumption)));
        return text(root);
    }

    /** How every service is. */
    public static String of(HomelabStatus status) {
        ObjectNode root = MAPPER.createObjectNode().put("homelab", status.homelab());
        ArrayNode services = root.putArray("services");
        status.services().forEach(service -> services.add(MAPPER.<ObjectNode>valueToTree(service)));
        return text(root.set("problems", MAPPER.valueToTree(status.problems())));
    }

    /** The last log lines of a service. */
    public static String log(String service, List<String> lines) {
        ObjectNode root = MAPPER.createObjectNode().put("service", service);
        return text(root.set("lines", MAPPER.valueToTree(lines)));
    }

    /** What the lock of images is to have, and whether it was written. */
    public static String of(ImageLockPlan plan, boolean isWritten) {
        ObjectNode root = MAPPER.createObjectNode()
                .put("lock", plan.file().toString())
                .put("written", isWritten)
                .put("unchanged", plan.unchanged())
                .put("used", plan.isUsed());
        ArrayNode changes = root.putArray("changes");
        plan.changes().forEach(change -> {
            ObjectNode one = changes.addObject().put("image", change.image());
            ArrayNode services = one.putArray("services");
            change.services().forEach(service -> services.add(service.value()));
            change.before().ifPresent(digest -> one.put("before", digest));
            change.after().ifPresent(digest -> one.put("after", digest));
        });
        return text(root.set("problems", MAPPER.valueToTree(plan.problems())));
    }

    /** The services of a catalog, with what each is and where it is. */
    public static String services(Catalog catalog) {
        ObjectNode root =
                MAPPER.createObjectNode().put("homelab", catalog.inventory().homelab());
        ArrayNode services = root.putArray("services");
        for (Definition definition : catalog.definitions()) {
            Service service = definition.service();
            ObjectNode one =
                    services.addObject().put("service", service.name().value()).put("category", definition.category());
            service.title().ifPresent(title -> one.put("title", title));
            service.host().ifPresent(host -> one.put("host", host));
            ArrayNode images = one.putArray("images");
            service.containers().values().forEach(container -> images.add(container.runs()));
            ArrayNode urls = one.putArray("urls");
            service.routes().stream()
                    .filter(Route::isPage)
                    .forEach(route ->
                            urls.add(route.visitUrl(catalog.inventory()).toString()));
        }
        return text(root);
    }

    /** A tree of records of texts and numbers, such as a site. */
    public static String of(Record record) {
        return text(MAPPER.valueToTree(record));
    }

    /** A site that was written. */
    public static String site(String folder, int files, int services) {
        return text(MAPPER.createObjectNode()
                .put("folder", folder)
                .put("files", files)
                .put("services", services));
    }

    /** The dependencies of services, as text in the language of another program. */
    public static String graph(String language, String graph) {
        return text(MAPPER.createObjectNode().put("language", language).put("graph", graph));
    }

    /** What was changed by hand at targets, and how much else is pending. */
    public static String drift(HomelabPlan plan) {
        ObjectNode root = MAPPER.createObjectNode().put("homelab", plan.homelab());
        ArrayNode drift = root.putArray("drift");
        for (TargetPlan target : plan.targets()) {
            addChanges(drift, plan, target, change -> plan.isDrift(target.target(), change));
            target.plan().conflicts().stream()
                    .filter(conflict -> plan.causes().wasOurs(target.target(), conflict))
                    .forEach(conflict -> add(drift, target.target(), conflict));
        }
        root.put("pending", plan.countPending());
        return text(root.set("behind", MAPPER.valueToTree(plan.behind())));
    }

    /**
     * Services that definitions ask something else for.
     */
    public static String of(Comparison comparison) {
        ObjectNode root = MAPPER.createObjectNode().put("comparedWith", comparison.earlier());
        ArrayNode services = root.putArray("touched");
        comparison.affected().forEach((service, one) -> {
            ObjectNode node = services.addObject().put("service", service.value());
            node.set("causes", MAPPER.valueToTree(one.causes()));
            ArrayNode resources = node.putArray("resources");
            one.resources()
                    .forEach((resource, shape) ->
                            resources.addObject().put("resource", resource).put("shape", shape.name()));
        });
        root.set("files", MAPPER.valueToTree(comparison.files()));
        root.set("leftOut", MAPPER.valueToTree(comparison.leftOut()));
        return text(root);
    }

    private static void addChanges(
            ArrayNode changes, HomelabPlan plan, TargetPlan target, Predicate<Change<?>> wanted) {
        Map<String, List<RetainedData>> leftovers = target.plan().leftovers();
        target.plan().changes().stream()
                .filter(wanted)
                .forEach(change -> add(changes, plan, target, change)
                        .set("leftovers", MAPPER.valueToTree(leftovers.getOrDefault(change.key(), List.of()))));
    }

    private static ObjectNode add(ArrayNode changes, HomelabPlan plan, TargetPlan target, Change<?> change) {
        ObjectNode node = add(changes, target.target(), change);
        node.set("causes", MAPPER.valueToTree(plan.causes().of(target.target(), change)));
        ArrayNode risks = node.putArray("risks");
        target.risks(change).forEach(risk -> risks.add(risk.word()));
        return node;
    }

    private static ObjectNode add(ArrayNode changes, String target, Change<?> change) {
        return changes.addObject()
                .put("service", change.service().value())
                .put("target", target)
                .put("shape", change.shape().name())
                .put("key", change.key())
                .put("summary", change.resource().summary())
                .<ObjectNode>set("differences", MAPPER.valueToTree(Difference.of(change)));
    }

    private static void add(ArrayNode conflicts, String target, Plan.Conflict<?> conflict) {
        conflicts
                .addObject()
                .put("service", conflict.desired().service().value())
                .put("target", target)
                .put("key", conflict.desired().resource().key())
                .put("existing", conflict.existing().resource().summary())
                .put("owner", conflict.existing().owner().map(Object::toString).orElse(null));
    }

    public static String of(Report report) {
        ObjectNode root = MAPPER.valueToTree(report);
        report.ending().map(Ending::exitCode).ifPresent(code -> root.put("exitCode", code));
        return text(root);
    }

    public static String of(List<Problem> problems) {
        return text(MAPPER.createObjectNode().set("problems", MAPPER.valueToTree(problems)));
    }

    /** What is wrong with definitions, and what keeps nothing from being done. */
    public static String of(List<Problem> problems, List<Problem> warnings) {
        ObjectNode root = MAPPER.createObjectNode();
        root.set("problems", MAPPER.valueToTree(problems));
        root.set("warnings", MAPPER.valueToTree(warnings));
        return text(root);
    }

    /** Runs of the past, the oldest first. What they changed is named, not shown. */
    public static String history(List<PastRun> runs) {
        ArrayNode array = MAPPER.createArrayNode();
        runs.forEach(run -> array.add(json(run)));
        return text(MAPPER.createObjectNode().set("runs", array));
    }

    /**
     * A run of the past.
     *
     * @param pictures what its changes made of what, as far as that is known
     */
    public static String of(PastRun run, Map<PastChange, Change<?>> pictures) {
        ObjectNode node = json(run);
        for (int i = 0; i < run.changes().size(); i++) {
            Change<?> change = pictures.get(run.changes().get(i));
            if (change != null) {
                ((ObjectNode) node.path("changes").get(i))
                        .set("differences", MAPPER.valueToTree(Difference.of(change)));
            }
        }
        return text(node);
    }

    private static ObjectNode json(PastRun run) {
        ObjectNode node = MAPPER.createObjectNode().put("run", run.run()).put("at", run.at());
        node.put("version", run.version());
        node.put("ending", run.ending().map(Ending::name).orElse(null));
        ArrayNode changes = node.putArray("changes");
        run.changes()
                .forEach(change -> changes.addObject()
                        .put("service", change.service().value())
                        .put("target", change.target())
                        .put("shape", change.shape().name())
                        .put("key", change.key())
                        .put("progress", change.progress().name())
                        .put("problem", change.problem())
                        .set("causes", MAPPER.valueToTree(change.causes())));
        ObjectNode found = node.putObject("found");
        new TreeMap<>(run.found()).forEach((service, texts) -> found.set(service.value(), MAPPER.valueToTree(texts)));
        return node;
    }

    /** The key of a host that is trusted. */
    public static String of(String host, HostKey key) {
        return text(MAPPER.createObjectNode()
                .put("host", host)
                .put("type", key.type())
                .put("fingerprint", key.fingerprint())
                .put("isNew", key.standing() == HostKey.Standing.UNKNOWN));
    }

    /** The lines that include pages of dashboards. */
    public static String inclusions(List<Inclusion> inclusions) {
        ArrayNode array = MAPPER.createArrayNode();
        for (Inclusion one : inclusions) {
            ObjectNode node = array.addObject()
                    .put("target", one.target())
                    .put("page", one.page())
                    .put("line", one.line())
                    .put("isThere", one.isThere())
                    .put("unplaced", one.unplaced().orElse(null));
            one.edit()
                    .ifPresent(edit -> node.put("file", one.directory() + "/" + edit.file())
                            .put("place", edit.place())
                            .put("lineNumber", edit.line()));
        }
        return text(MAPPER.createObjectNode().set("inclusions", array));
    }

    /** The lock for several runs of one holder. */
    public static String lock(String holder, boolean isHeld) {
        return text(MAPPER.createObjectNode().put("holder", holder).put("isHeld", isHeld));
    }

    /** What a definition comes to. */
    public static String of(Explanation explanation) {
        ObjectNode root = MAPPER.valueToTree(explanation);
        try {
            return text(root.set("values", new YAMLMapper().readTree(explanation.definition())));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the text of a definition is YAML", e);
        }
    }

    /** Returns the text of a definition. */
    public static String of(ServiceName service, String definition) {
        return text(MAPPER.createObjectNode().put("service", service.value()).put("definition", definition));
    }

    /** What was found of everything that runs need. */
    public static String checkups(List<Checkup> checkups) {
        ObjectNode root = MAPPER.createObjectNode().put("format", FORMAT);
        ArrayNode checks = root.putArray("checks");
        for (Checkup one : checkups) {
            checks.addObject()
                    .put("part", one.part().name())
                    .put("name", one.name())
                    .put("detail", one.detail())
                    .put("isOk", one.isOk())
                    .set("problems", MAPPER.valueToTree(one.problems()));
        }
        return text(root);
    }

    /** A branch whose commit is applied. */
    public static String upToDate(String branch, String commit) {
        return text(MAPPER.createObjectNode()
                .put("branch", branch)
                .put("commit", commit)
                .put("isApplied", true));
    }

    /** Returns the file that a new definition is in. */
    public static String created(ServiceName service, String file) {
        return text(MAPPER.createObjectNode().put("service", service.value()).put("file", file));
    }

    /**
     * What an import wrote.
     *
     * @param files where each definition is, by service
     * @param differences what adopting would change, by service, if that was asked for
     * @param notes what was not imported
     */
    public static String imported(
            String host,
            List<Conversion> conversions,
            Map<String, String> files,
            List<TargetFindings> targets,
            Optional<Map<String, List<String>>> differences,
            List<String> notes) {
        ObjectNode root = MAPPER.createObjectNode().put("host", host);
        ArrayNode services = root.putArray("services");
        conversions.forEach(one ->
                ImportText.add(services, one, files.getOrDefault(one.name().value(), "")));
        ArrayNode asked = root.putArray("targets");
        targets.forEach(one -> ImportText.add(asked, one));
        root.set("notes", MAPPER.valueToTree(notes));
        differences.ifPresent(all -> root.set("differences", MAPPER.valueToTree(all)));
        return text(root);
    }

    /**
     * What an import of Compose files came to.
     *
     * @param files where each definition is, by service
     * @param isTrial whether nothing was written
     * @param otherRoutes routes of proxies that lead to none of the projects
     * @param problems of projects that cannot be read, and of definitions that are not valid
     */
    public static String imported(
            List<Conversion> conversions,
            Map<String, String> files,
            List<NotCarried> otherRoutes,
            boolean isTrial,
            List<Problem> problems) {
        ObjectNode root = MAPPER.createObjectNode().put("format", 1).put("written", !isTrial);
        ArrayNode services = root.putArray("services");
        conversions.forEach(one -> {
            ObjectNode service =
                    ImportText.add(services, one, files.getOrDefault(one.name().value(), ""));
            if (isTrial) {
                service.put("text", DefinitionText.of(one));
            }
        });
        ArrayNode others = root.putArray("otherRoutes");
        otherRoutes.forEach(route -> others.addObject()
                .put("route", route.key())
                .put("reason", route.reason())
                .put("where", route.where().render()));
        root.set("problems", MAPPER.valueToTree(problems));
        return text(root);
    }

    /** Returns a document of JSON with its texts masked; keys, numbers and words such as {@code true} stay. */
    public static String masked(String document, Masker masker) {
        try {
            JsonNode tree = MAPPER.readTree(document);
            JsonNode without = masked(tree, masker);
            return without.equals(tree) ? document : Printable.block(MAPPER.writeValueAsString(without)) + "\n";
        } catch (JsonProcessingException e) {
            return masker.mask(document);
        }
    }

    private static JsonNode masked(JsonNode tree, Masker masker) {
        if (tree instanceof ObjectNode object) {
            ObjectNode without = MAPPER.createObjectNode();
            object.properties().forEach(one -> without.set(one.getKey(), masked(one.getValue(), masker)));
            return without;
        }
        if (tree instanceof ArrayNode array) {
            ArrayNode without = MAPPER.createArrayNode();
            array.forEach(one -> without.add(masked(one, masker)));
            return without;
        }
        return tree.isTextual() ? MAPPER.getNodeFactory().textNode(masker.mask(tree.textValue())) : tree;
    }

    private static String text(JsonNode tree) {
        ObjectNode root = MAPPER.createObjectNode().put("format", FORMAT);
        root.setAll((ObjectNode) tree);
        try {
            return Printable.block(MAPPER.writeValueAsString(root)); // JSON has the same escapes
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON cannot be written. This is a bug in homelab.", e);
        }
    }
}
