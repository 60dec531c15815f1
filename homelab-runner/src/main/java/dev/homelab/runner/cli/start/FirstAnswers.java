// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.start;

import dev.homelab.model.value.ServiceName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What there is to know of a homelab before its first files are written.
 *
 * @param homelab its name
 * @param domain what names of services are under
 * @param hosts the machines with Docker; the first runs the example
 * @param targets the servers beside them, by name: the section of each in the inventory
 */
public record FirstAnswers(
        String homelab, String domain, List<FirstHost> hosts, Map<String, Map<String, Object>> targets) {

    private static final String NAME = "^[a-z][a-z0-9-]{0,31}$";
    private static final String DOMAIN = "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$";
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

    public FirstAnswers {
        hosts = List.copyOf(hosts);
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    }

    /**
     * What was said on the command line, of which nothing is asked.
     *
     * @param homelab its name
     * @param domain what names of services are under
     * @param hosts the machines with Docker, as {@link FirstHost#parse} reads them; empty if it was not said
     * @param servers the servers there are; empty if it was not said
     */
    public record Given(Optional<String> homelab, Optional<String> domain, List<String> hosts, List<String> servers) {

        public Given {
            hosts = List.copyOf(hosts);
            servers = List.copyOf(servers);
        }

        /** Returns what is wrong with it; nothing if it can be used. */
        public Optional<String> refusal() {
            return homelab.flatMap(FirstAnswers::nameRefusal)
                    .map(why -> "--name " + why)
                    .or(() -> domain.flatMap(FirstAnswers::domainRefusal).map(why -> "--domain " + why))
                    .or(() -> hosts.isEmpty()
                            ? Optional.empty()
                            : hostsRefusal(String.join(" ", hosts)).map(why -> "--docker " + why))
                    .or(() -> servers.isEmpty()
                            ? Optional.empty()
                            : serversRefusal(String.join(" ", servers)).map(why -> "--with " + why));
        }
    }

    /** Asks for what was not given. */
    public static FirstAnswers ask(Given given, Interview interview) {
        String name = given.homelab()
                .orElseGet(() -> interview.ask("Name of the homelab", "home", FirstAnswers::nameRefusal));
        String domain = given.domain()
                .orElseGet(() -> interview.ask(
                        "Domain that names of services are under", "home.arpa", FirstAnswers::domainRefusal));
        String said = given.hosts().isEmpty()
                ? interview.ask(
                        "Docker runs on: here, or over SSH as NAME=USER@HOST[:PORT]; several with spaces between",
                        FirstHost.HERE,
                        FirstAnswers::hostsRefusal)
                : String.join(" ", given.hosts());
        List<FirstHost> hosts = hosts(said);
        String servers = given.servers().isEmpty()
                ? interview.ask(
                        "Servers to keep in line too: " + FirstServer.words("and") + ", or none",
                        "none",
                        FirstAnswers::serversRefusal)
                : String.join(" ", given.servers());
        Map<String, Map<String, Object>> targets = new LinkedHashMap<>();
        words(servers)
                .flatMap(word -> FirstServer.named(word).stream())
                .sorted()
                .distinct()
                .forEach(server -> targets.put(
                        targets.containsKey(server.target()) ? server.target() + "-" + server.word() : server.target(),
                        server.section(domain, hosts, interview)));
        return new FirstAnswers(name, domain, hosts, targets);
    }

    private static List<FirstHost> hosts(String text) {
        return words(text).flatMap(word -> FirstHost.parse(word).stream()).toList();
    }

    private static Stream<String> words(String text) {
        return SEPARATOR.splitAsStream(text.strip()).filter(word -> !word.isEmpty());
    }

    private static Optional<String> nameRefusal(String answer) {
        return FirstServer.refusal(answer, NAME, "must be lower-case letters, digits and hyphens, such as home");
    }

    private static Optional<String> domainRefusal(String answer) {
        return FirstServer.refusal(answer, DOMAIN, "must be a domain of two parts or more, such as home.arpa");
    }

    private static Optional<String> hostsRefusal(String answer) {
        List<String> names = new ArrayList<>();
        for (String word : words(answer).toList()) {
            Optional<FirstHost> host = FirstHost.parse(word);
            if (host.isEmpty()) {
                return Optional.of("must be here or NAME=USER@HOST[:PORT], such as nas=me@192.0.2.11");
            }
            if (names.contains(host.get().name()) || isNameOfServer(host.get().name())) {
                return Optional.of("must give each host a name of its own");
            }
            names.add(host.get().name());
        }
        return names.isEmpty() ? Optional.of("must name a host") : Optional.empty();
    }

    private static boolean isNameOfServer(String name) {
        return Stream.of(FirstServer.values())
                .anyMatch(server -> server.target().equals(name));
    }

    private static Optional<String> serversRefusal(String answer) {
        return words(answer)
                        .allMatch(word ->
                                word.equals("none") || FirstServer.named(word).isPresent())
                ? Optional.empty()
                : Optional.of("must be of " + FirstServer.words("and") + ", or none");
    }

    /** Returns whether a name can be that of a service. */
    public static boolean isName(String name) {
        return name.matches(ServiceName.FORM);
    }
}
