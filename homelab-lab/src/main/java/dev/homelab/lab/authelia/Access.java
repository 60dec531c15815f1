// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authelia;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Who may pass: the first rule that fits decides. */
final class Access {

    private Access() {}

    /** A user who has signed in. */
    record User(String name, Set<String> groups, boolean hasSecondFactor) {}

    /** What the rules say, and whether that is because of who the visitor is. */
    record Decision(String policy, boolean isForSubjects) {}

    static Decision decide(JsonNode control, Optional<User> user, String host, String path) {
        for (JsonNode rule : control.path("rules")) {
            if (isDomain(rule.path("domain"), host)
                    && isResource(rule.path("resources"), path)
                    && isSubject(rule.path("subject"), user)) {
                return new Decision(
                        rule.path("policy").asText(), !rule.path("subject").isMissingNode());
            }
        }
        return new Decision(control.path("default_policy").asText("deny"), false);
    }

    /** What a policy of OpenID Connect says of a user. */
    static String decide(JsonNode policies, String name, User user) {
        JsonNode policy = policies.path(name);
        if (policy.isMissingNode()) {
            return name;
        }
        for (JsonNode rule : policy.path("rules")) {
            if (isSubject(rule.path("subject"), Optional.of(user))) {
                return rule.path("policy").asText("two_factor");
            }
        }
        return policy.path("default_policy").asText("two_factor");
    }

    private static boolean isDomain(JsonNode domains, String host) {
        for (JsonNode domain : domains.isArray() ? domains : List.of(domains)) {
            String name = domain.asText();
            if (name.equals(host) || (name.startsWith("*.") && host.endsWith(name.substring(1)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isResource(JsonNode resources, String path) {
        if (resources.isMissingNode()) {
            return true;
        }
        for (JsonNode resource : resources) {
            if (Pattern.compile(resource.asText()).matcher(path).find()) {
                return true;
            }
        }
        return false;
    }

    /** A visitor who has not signed in may be anyone. */
    private static boolean isSubject(JsonNode subjects, Optional<User> user) {
        List<List<String>> any = subjects(subjects);
        return any.isEmpty()
                || user.isEmpty()
                || any.stream().anyMatch(all -> all.stream().allMatch(subject -> is(subject, user.get())));
    }

    private static boolean is(String subject, User user) {
        return subject.equals("user:" + user.name())
                || (subject.startsWith("group:") && user.groups().contains(subject.substring("group:".length())));
    }

    /** One of the lists must hold, each as a whole. */
    static List<List<String>> subjects(JsonNode subjects) {
        List<List<String>> any = new ArrayList<>();
        if (subjects.isTextual()) {
            any.add(List.of(subjects.asText()));
        }
        for (JsonNode one : subjects) {
            List<String> all = new ArrayList<>();
            if (one.isArray()) {
                one.forEach(subject -> all.add(subject.asText()));
            } else {
                all.add(one.asText());
            }
            any.add(all);
        }
        return any;
    }
}
