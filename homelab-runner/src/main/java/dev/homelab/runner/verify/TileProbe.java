// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.adapter.support.http.Apis;
import dev.homelab.provision.Check.TileShown;
import dev.homelab.provision.CheckResult;
import dev.homelab.runner.verify.DashboardPages.Shown;
import dev.homelab.runner.verify.DashboardPages.Visit;
import java.net.URI;
import java.util.Set;

/** Looks for one tile on a page of a dashboard as its visitors get it (Glance v0.8.4), each time on a newer visit to the page. */
final class TileProbe {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    /** Its own sign-in answers the first, another's in front of it one of the rest. */
    private static final Set<Integer> SIGN_IN = Set.of(401, 403, 301, 302, 303, 307, 308);

    private final TileShown tile;
    private final DashboardPages pages;

    /** The number of the last visit that was looked at. */
    private int seen;

    TileProbe(TileShown tile, DashboardPages pages) {
        this.tile = tile;
        this.pages = pages;
    }

    CheckResult look() {
        String expectation = "shown on the dashboard, page %s".formatted(tile.page());
        Visit visit = pages.visitAfter(seen, address(tile));
        seen = visit.number();
        Shown page = visit.await();
        if (page.failure().isPresent()) {
            return new CheckResult(
                    expectation, false, "no answer: " + page.failure().get());
        }
        if (SIGN_IN.contains(page.status())) {
            return new CheckResult(expectation, true, "not looked at: the dashboard asks visitors to sign in");
        }
        if (page.status() == NOT_FOUND) {
            return new CheckResult(expectation, true, "not looked at: the page has another address");
        }
        boolean shown = page.status() == OK && isShown(tile, page.text());
        return new CheckResult(expectation, shown, found(page, shown));
    }

    private static String found(Shown page, boolean shown) {
        if (page.status() != OK) {
            return "answered " + page.status();
        }
        return shown ? "with title and address" : "the page does not show it";
    }

    private static boolean isShown(TileShown tile, String text) {
        String start = "href=\"" + tile.url() + "\"";
        for (int at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
            int end = text.indexOf("</a>", at);
            if (end >= 0 && text.substring(at + start.length(), end).contains(">" + tile.title())) {
                return true;
            }
        }
        return false;
    }

    private static URI address(TileShown tile) {
        String base = Apis.withoutSlash(tile.dashboard());
        return URI.create(base + "/api/pages/" + tile.page() + "/content/");
    }
}
