// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.model.container.Healthcheck;
import java.util.ArrayList;
import java.util.List;

/** Writes how Docker finds out whether a container works. Pure. */
final class HealthcheckSection {

    private HealthcheckSection() {}

    static Section of(Healthcheck check) {
        return check.isDisabled() ? new Section().put("disable", true) : asked(check);
    }

    private static Section asked(Healthcheck check) {
        return new Section()
                .put("test", test(check))
                .put("interval", check.interval())
                .put("timeout", check.timeout())
                .put("retries", check.retries())
                .put("start_period", check.startPeriod())
                .put("start_interval", check.startInterval());
    }

    /** Nothing for the check of the image. */
    private static List<String> test(Healthcheck check) {
        if (check.isOfImage()) {
            return List.of();
        }
        if (check.shell().isPresent()) {
            return List.of("CMD-SHELL", check.shell().get());
        }
        if (check.http().isEmpty()) {
            List<String> test = new ArrayList<>(List.of("CMD"));
            test.addAll(check.command());
            return test;
        }
        // An image has the one or the other, or neither; a page that answers at all is not asked twice.
        String url = shellWord(
                "http://127.0.0.1:" + check.port().orElseThrow() + check.http().orElseThrow());
        return List.of("CMD-SHELL", "wget -q -O /dev/null %s || curl -fsS -o /dev/null %s".formatted(url, url));
    }

    /** A path may hold what a shell acts upon, such as an ampersand, but no quotes. */
    private static String shellWord(String url) {
        return url.matches("[\\w/.:-]*") ? url : "'" + url + "'";
    }
}
