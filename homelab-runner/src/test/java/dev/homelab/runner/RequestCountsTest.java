// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.report.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs of many services ask of the targets. */
@Tag("proof")
class RequestCountsTest {

    private static final int SERVICES = 50;
    private static final int APPLICATIONS = 100;

    /** The commands that look at a host in a run that changes something there: six, and one for each time that it is asked again. */
    private static final int LOOKS = 9;

    private final StringBuilder table = new StringBuilder();

    @Test
    void aRunAsksNoMoreThanItMust(@TempDir Path folder) throws IOException {
        try (LabHome home = new LabHome(folder)) {
            Requests requests = new Requests(home.lab);
            hasRoomForManyNetworks(home.lab.inventory());
            IntStream.range(0, SERVICES).forEach(number -> define(home, number, "app:1"));

            Map<String, Integer> first = run(home, requests, "first apply of 50");
            Map<String, Integer> nothing = run(home, requests, "nothing to do");
            define(home, SERVICES, "app:1");
            Map<String, Integer> one = run(home, requests, "one more");
            home.remove("app" + SERVICES);
            run(home, requests, "one less");
            define(home, 7, "app:2");
            Map<String, Integer> changed = run(home, requests, "one image changed");
            IntStream.range(1, SERVICES).forEach(number -> home.remove("app" + number));
            Map<String, Integer> removed = run(home, requests, "49 of 50 removed");
            IntStream.range(1, APPLICATIONS).forEach(number -> define(home, number, "app:1"));
            Map<String, Integer> more = run(home, requests, "99 more");
            Map<String, Integer> hundred = run(home, requests, "nothing to do for 100");

            for (Map<String, Integer> run : List.of(first, nothing, changed, removed, hundred)) {
                assertThat(run.get(Requests.MOST_CONNECTIONS)).isEqualTo(1);
                assertThat(run.get(Requests.SIGN_INS)).isEqualTo(1);
                assertThat(run.get(Requests.RESTARTS)).isLessThanOrEqualTo(1);
            }
            assertThat(first.get(Requests.SERVICES_COMMANDS)).isLessThanOrEqualTo(SERVICES + LOOKS);
            assertThat(more.get(Requests.SERVICES_COMMANDS)).isLessThanOrEqualTo(APPLICATIONS - 1 + LOOKS);
            assertThat(one.get(Requests.SERVICES_COMMANDS)).isLessThanOrEqualTo(1 + LOOKS);
            assertThat(changed.get(Requests.SERVICES_COMMANDS)).isLessThanOrEqualTo(1 + LOOKS);
            assertThat(nothing.get(Requests.WRITES)).isZero();
            assertThat(hundred.get(Requests.WRITES)).isZero();
            assertThat(hundred.get(Requests.AUTHENTIK)).isLessThanOrEqualTo(12);
            assertThat(nothing.get(Requests.SERVICES_SFTP)).isZero();
            assertThat(hundred.get(Requests.SERVICES_SFTP)).isZero();
            assertThat(hundred.get(Requests.SERVICES_COMMANDS))
                    .isEqualTo(nothing.get(Requests.SERVICES_COMMANDS))
                    .isLessThanOrEqualTo(7);
            Files.writeString(
                    Files.createDirectories(Path.of("target/proofs")).resolve("request-counts.txt"),
                    table
                            + ("SSH connections per host and run: 1, Pi-hole sign-ins per run: 1, restarts: at most 1; commands on the"
                                            + " services' host: 50 new %d, 99 more %d, one changed %d; nothing to do: writes %d,"
                                            + " commands on the services' host %d, SFTP there %d, and for %d"
                                            + " applications %d requests to Authentik%n")
                                    .formatted(
                                            first.get(Requests.SERVICES_COMMANDS),
                                            more.get(Requests.SERVICES_COMMANDS),
                                            changed.get(Requests.SERVICES_COMMANDS),
                                            nothing.get(Requests.WRITES),
                                            hundred.get(Requests.SERVICES_COMMANDS),
                                            hundred.get(Requests.SERVICES_SFTP),
                                            APPLICATIONS,
                                            hundred.get(Requests.AUTHENTIK)));
        }
    }

    private Map<String, Integer> run(LabHome home, Requests requests, String what) {
        RunRequest agreed = Agreed.to(home);
        Map<String, Integer> before = requests.count();
        assertThat(home.apply(agreed).ending()).contains(Ending.DONE);
        Map<String, Integer> made = new TreeMap<>(requests.count());
        made.replaceAll((name, count) -> count - before.getOrDefault(name, 0));
        made.put(Requests.MOST_CONNECTIONS, requests.mostConnectionsSince(before));
        if (table.isEmpty()) {
            table.append("%-24s".formatted("")).append(Requests.head()).append('\n');
        }
        table.append("%-24s".formatted(what)).append(Requests.row(made)).append('\n');
        return made;
    }

    private static void define(LabHome home, int number, String image) {
        home.define(
                "app" + number,
                image,
                9000 + number,
                "sso: {kind: forward-auth, groups: [family]}",
                "dns: [{hostname: also%1$d.home.arpa, cname: app%1$d.home.arpa}]".formatted(number));
    }

    /** A Docker engine has room for about 30 networks unless it is told otherwise. */
    private static void hasRoomForManyNetworks(Path inventory) {
        try {
            String text = Files.readString(inventory);
            String host = Lab.MEDIA + ": {";
            Files.writeString(inventory, text.replaceFirst(host.replace("{", "\\{"), host + "networks: 4000, "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
