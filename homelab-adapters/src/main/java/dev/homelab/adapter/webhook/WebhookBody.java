// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.webhook;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.homelab.adapter.support.notice.Excerpt;
import dev.homelab.adapter.support.notice.Notice;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A template with what there is to say of a run in its places. */
final class WebhookBody {

    private static final int MOST_TEXT = 10_000;
    private static final Pattern PLACE = Pattern.compile("\\$\\{(homelab|run|level|title|text)}");

    private static final String ALL = """
            {"homelab": "${homelab}", "run": "${run}", "level": "${level}", "title": "${title}", "text": "${text}"}""";

    private WebhookBody() {}

    /** Returns the body; a value never ends the string of JSON that it stands in. */
    static String of(WebhookSettings settings, Notice notice) {
        Map<String, String> values = Map.of(
                "homelab", notice.homelab(),
                "run", notice.run(),
                "level", notice.level().name().toLowerCase(Locale.ROOT),
                "title", notice.title(),
                "text", Excerpt.of(notice.text(), MOST_TEXT));
        boolean isJson = settings.contentTypeOrJson().contains("json");
        Matcher places = PLACE.matcher(settings.template().orElse(ALL));
        return places.replaceAll(place -> {
            String value = values.getOrDefault(place.group(1), "");
            return Matcher.quoteReplacement(isJson ? quoted(value) : value);
        });
    }

    private static String quoted(String value) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(value));
    }
}
