// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.routing;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Widget;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.List;

/** A bookmark has no light, so what is to be asked for one would be passed over. */
final class BookmarkWithoutLight implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .filter(definition -> definition
                        .service()
                        .widget()
                        .filter(BookmarkWithoutLight::asksForBoth)
                        .isPresent())
                .map(BookmarkWithoutLight::problem)
                .toList();
    }

    private static boolean asksForBoth(Widget widget) {
        return widget.isBookmark() && widget.checkPath().isPresent();
    }

    private static Problem problem(Definition definition) {
        return new Problem(
                "bookmark has no light",
                definition.positions().at("widget.checkPath"),
                "a bookmark is never checked, so \"checkPath\" would never be asked for.",
                "remove it, or \"bookmark\".");
    }
}
