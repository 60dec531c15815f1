// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.routing;

import static java.util.stream.Collectors.toSet;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whatever a service asks for, some target gives it; and what needs a route has one. */
final class TargetForEveryPart implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        Set<Wave> given = catalog.inventory().targets().values().stream()
                .filter(DefinitionParts::isThere)
                .map(Target::wave)
                .collect(toSet());
        boolean isRead = DefinitionParts.targetsAreThere(catalog);
        for (Definition definition : catalog.definitions()) {
            Service service = definition.service();
            require(
                    !service.routes().isEmpty() && isRead && !given.contains(Wave.ROUTING),
                    definition,
                    "routes",
                    problems);
            require(
                    !service.traefik().isEmpty() && isRead && !given.contains(Wave.ROUTING),
                    definition,
                    "traefik",
                    problems);
            require(!service.dns().isEmpty() && isRead && !given.contains(Wave.NAMING), definition, "dns", problems);
            require(asksToSignIn(service) && isRead && !given.contains(Wave.IDENTITY), definition, "sso", problems);
            require(
                    !service.widget().isEmpty() && isRead && !given.contains(Wave.PRESENTATION),
                    definition,
                    "widget",
                    problems);
            requireRoute(asksToSignIn(service), definition, "sso", problems);
            requireRoute(leadsSomewhere(service), definition, "widget", problems);
            requireRoute(!service.verify().isEmpty(), definition, "verify", problems);
        }
        return problems;
    }

    private static boolean asksToSignIn(Service service) {
        return service.sso().filter(sso -> sso.kind() != SsoApp.Kind.NONE).isPresent();
    }

    private static boolean leadsSomewhere(Service service) {
        return service.widget().stream().anyMatch(tile -> DefinitionParts.isThere(tile) && !tile.isRaw());
    }

    private static void require(boolean isMissing, Definition definition, String path, List<Problem> problems) {
        if (isMissing) {
            problems.add(new Problem(
                    "no target for this",
                    definition.positions().at(path),
                    "service \"%s\" asks for \"%s\", and the inventory has no target that gives it."
                            .formatted(DefinitionParts.nameOf(definition), path),
                    "add such a target to the inventory, or remove \"%s\" here.".formatted(path)));
        }
    }

    /** One without a hostname gets one. */
    private static boolean hasPage(Service service) {
        return service.routes().stream()
                .filter(DefinitionParts::isThere)
                .anyMatch(route ->
                        route.isPage() || (route.isHttp() && route.hostname().isEmpty()));
    }

    private static void requireRoute(boolean asked, Definition definition, String path, List<Problem> problems) {
        if (asked && !hasPage(definition.service())) {
            problems.add(new Problem(
                    "route missing",
                    definition.positions().at(path),
                    "service \"%s\" has \"%s\" but no route to a page, so no visitor ever reaches it."
                            .formatted(DefinitionParts.nameOf(definition), path),
                    "add a route, or remove \"%s\".".formatted(path)));
        }
    }
}
