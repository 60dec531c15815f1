// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.model.Catalog;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Printable;
import dev.homelab.provision.Change.Shape;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.reason.AffectedService;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What GitLab shows of a job beside its log: {@code artifacts:reports:terraform} and {@code annotations}, and the plan as
 * Markdown. There is no secret in it: guests see it.
 *
 * @see <a href="https://docs.gitlab.com/ci/yaml/artifacts_reports/">GitLab CI/CD artifacts reports types</a>
 */
public final class GitLab {

    private static final JsonMapper JSON = new JsonMapper();

    private GitLab() {}

    /** How many changes a plan makes. */
    public static String terraform(HomelabPlan plan) {
        return terraform(plan.count(Shape.CREATE), plan.count(Shape.UPDATE), plan.count(Shape.DELETE));
    }

    /** How many resources are asked for otherwise. */
    public static String terraform(SortedMap<ServiceName, AffectedService> affected) {
        return terraform(
                AffectedText.count(affected, Shape.CREATE),
                AffectedText.count(affected, Shape.UPDATE),
                AffectedText.count(affected, Shape.DELETE));
    }

    private static String terraform(long create, long update, long delete) {
        return JSON.createObjectNode()
                        .put("create", create)
                        .put("update", update)
                        .put("delete", delete)
                + "\n";
    }

    /** Links to the services, for the page of a job. */
    public static String links(Catalog catalog) {
        ArrayNode links = JSON.createArrayNode();
        catalog.services().forEach(service -> add(links, service, catalog));
        return Printable.block(JSON.createObjectNode().set("Links", links) + "\n");
    }

    private static void add(ArrayNode links, Service service, Catalog catalog) {
        service.firstPage().ifPresent(route -> {
            ObjectNode link = links.addObject().putObject("external_link");
            link.put("label", service.name().value())
                    .put("url", route.visitUrl(catalog.inventory()).toString());
        });
    }

    /** Where the page of an environment leads to: the dashboard, or else the first service; nowhere if there is none. */
    public static String environment(Catalog catalog) {
        Optional<URI> dashboard = catalog.inventory().target(Wave.PRESENTATION).flatMap(Target::url);
        return dashboard
                .or(() -> catalog.services()
                        .flatMap(service -> service.firstPage().stream())
                        .map(route -> route.visitUrl(catalog.inventory()))
                        .findFirst())
                .map("HOMELAB_URL=%s\n"::formatted)
                .orElse("");
    }

    /** A plan as Markdown, its lines as they are. */
    public static String note(List<String> lines) {
        return "%s%n%n```text%n%s%n```%n"
                .formatted(
                        "### homelab plan",
                        String.join("\n", Printable.lines(lines)).replace("```", "'''"));
    }

    /** Returns the line that leads to the page of the plan among the artifacts of a job; nothing outside of a job. */
    public static String pageOfPlan(Map<String, String> environment) {
        String job = environment.getOrDefault("CI_JOB_URL", "");
        return job.matches("https?://[\\w.:/~-]+")
                ? "%n[The plan as a page](%s/artifacts/file/.homelab/plan.html)%n".formatted(job)
                : "";
    }
}
