// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.report.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The laws of planning through all targets of the lab at once: whatever services come, change, fail and go, what people put
 * there stays as it is, and the same definitions always end in the same homelab.
 */
class LabWorldsTest {

    private static final List<String> PARTS = List.of(
            "sso: {kind: forward-auth, groups: [family]}",
            "sso: {kind: oidc, redirectUris: [\"https://NAME.home.arpa/back\"]}",
            "dns: [{hostname: NAME-also.home.arpa, cname: NAME.home.arpa}]",
            "dns: [{hostname: NAME-sync.home.arpa, address: 192.0.2.77}]",
            "title: The NAME",
            "dependsOn: [anchor1]",
            "traefik: {http: {middlewares: {NAME_slow: {rateLimit: {average: 100}}}}}");

    private LabHome home;

    @BeforeEach
    void home(@TempDir Path folder) {
        home = new LabHome(folder);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3})
    void whateverHappensTheSameDefinitionsEndInTheSameHomelab(int seed) throws IOException {
        Random random = new Random(seed);
        byHand();
        for (int i = 1; i <= 6; i++) {
            home.define("anchor" + i, "anchor:1", 8000 + i, part("anchor" + i, random, 1));
        }
        applied();
        SortedMap<String, String> anchored = home.lab.snapshot();

        List<String> guests = List.of("guest1", "guest2");
        for (String guest : guests) {
            guest(guest, "guest:1", random);
        }
        applied();
        guests.forEach(guest -> guest(guest, "guest:2", random));
        applied();

        SortedMap<String, String> before = home.lab.snapshot();
        String unlucky = guests.get(random.nextInt(guests.size()));
        Path file = home.services.resolve("media/" + unlucky + ".yaml");
        String good = Files.readString(file);
        home.lab.host(Lab.MEDIA).docker().images().unhealthyImage("guest:3");
        guest(unlucky, "guest:3", random);
        assertThat(Agreed.to(home.homelab()).apply().ending()).contains(Ending.ROLLED_BACK);
        assertThat(home.lab.snapshot()).as("what failed went back").isEqualTo(before);
        Files.writeString(file, good);

        for (String guest : guests) {
            home.remove(guest);
            applied();
        }
        assertThat(home.lab.snapshot()).as("nothing of the guests is left").isEqualTo(anchored);
    }

    /** Applies, and finds that nothing is left to do and that what people put there is as it was. */
    private void applied() {
        assertThat(Agreed.to(home.homelab()).apply().ending()).contains(Ending.DONE);
        assertThat(home.homelab().plan().isEmpty()).as("nothing is left to do").isTrue();
        assertThat(home.lab.pihole().hosts()).contains("192.0.2.9 printer.home.arpa");
        assertThat(home.lab.pihole().cnames()).contains("tv.home.arpa,printer.home.arpa");
        assertThat(home.lab.authentik().applications())
                .anyMatch(application -> application.toString().contains("byhand"));
        assertThat(home.lab.traefik().routers()).containsEntry("byhand@file", "enabled");
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).containsKey("old-web-1");
    }

    private void byHand() throws IOException {
        home.lab.pihole().addByHand("192.0.2.9 printer.home.arpa");
        home.lab.pihole().addCnameByHand("tv.home.arpa,printer.home.arpa");
        home.lab.authentik().addByHand("byhand", "https://byhand.home.arpa");
        home.lab.host(Lab.MEDIA).docker().runByHand("old", "web", "nginx:1", 8999);
        Path routes = home.lab.host("traefik").place("/etc/traefik/dynamic");
        Files.createDirectories(routes);
        Files.writeString(routes.resolve("byhand.yml"), """
                http:
                  routers: {byhand: {rule: "Host(`byhand.home.arpa`)", entryPoints: [web], service: byhand}}
                  services: {byhand: {loadBalancer: {servers: [{url: "http://127.0.0.1:9"}]}}}
                """);
    }

    private void guest(String name, String image, Random random) {
        int port = 8100 + Integer.parseInt(name.substring(name.length() - 1));
        home.define(name, image, port, part(name, random, 3));
    }

    /** Returns some parts of a definition, each key at most once. */
    private static String part(String name, Random random, int most) {
        List<String> parts = new ArrayList<>();
        for (String part : PARTS) {
            String key = part.substring(0, part.indexOf(':') + 1);
            boolean isFree = parts.stream().noneMatch(chosen -> chosen.startsWith(key));
            if (parts.size() < most && isFree && random.nextInt(3) == 0 && !isCircle(name, part)) {
                parts.add(part.replace("NAME", name));
            }
        }
        return String.join("\n", parts);
    }

    private static boolean isCircle(String name, String part) {
        return name.equals("anchor1") && part.startsWith("dependsOn");
    }
}
