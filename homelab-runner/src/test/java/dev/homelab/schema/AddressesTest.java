// SPDX-License-Identifier: Apache-2.0
package dev.homelab.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.homelab.model.schema.DefinitionSchema;
import dev.homelab.model.schema.Texts;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every place of a definition or an inventory where an address can stand takes IPv4 and IPv6, for the schema and the reader alike. */
class AddressesTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    private static final String SERVICE = """
            name: films
            host: nas
            containers: {server: {image: "films:1", %s}}
            """;
    private static final String INVENTORY = """
            homelab: home
            key: env:A
            record: nas:/var/lib/homelab
            domain: home.arpa
            """;
    private static final String PIHOLE = "targets: {dns: {kind: pihole, url: \"%s\", password: env:P%s}}\n";

    /** Places in a service, where {@code @} stands for an address and {@code #} for one that is in brackets if it is IPv6. */
    private static final Map<String, String> IN_SERVICES = Map.of(
            "ports",
            SERVICE.formatted("ports: [\"#:8080:80\"]"),
            "ports of udp",
            SERVICE.formatted("ports: [\"#:53:53/udp\"]"),
            "extraHosts",
            SERVICE.formatted("extraHosts: {nas.home.arpa: \"@\"}"),
            "dns",
            "name: films\ndns: [{hostname: films.home.arpa, address: \"@\"}]\n",
            "route",
            "name: films\nroutes: [{hostname: films.home.arpa, url: \"http://#:8080/x\"}]\n",
            "redirect",
            "name: films\nsso: {kind: oidc, redirectUris: [\"http://#:8080/back\"]}\n");

    private static final Map<String, String> IN_INVENTORIES = inventories();

    @TempDir
    Path folder;

    private static Map<String, String> inventories() {
        Map<String, String> places = new TreeMap<>();
        places.put("address", INVENTORY + "hosts: {nas: {address: \"@\"}}\n");
        places.put("bind", INVENTORY + "hosts: {nas: {address: nas, bind: \"@\"}}\n");
        places.put("ssh", INVENTORY + "hosts: {nas: {address: nas, ssh: \"@\"}}\n");
        places.put("ssh in brackets", INVENTORY + "hosts: {nas: {address: nas, ssh: \"#\"}}\n");
        places.put("ssh with a port", INVENTORY + "hosts: {nas: {address: nas, ssh: \"#:2222\"}}\n");
        places.put("url", INVENTORY + PIHOLE.formatted("http://#", ""));
        places.put("url with a port", INVENTORY + PIHOLE.formatted("https://#:8443/x", ""));
        places.put("dnsHost", INVENTORY + PIHOLE.formatted("https://dns.home.arpa", ", dnsHost: \"@\""));
        return places;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.7",
                "127.0.0.1",
                "::1",
                "0:0:0:0:0:0:0:1",
                "0000::0001",
                "2001:DB8::a:1",
                "2001:db8:0:0:0:0:a:1",
                "2001:0db8::000A:0001"
            })
    void anAddressIsTakenEverywhere(String address) throws IOException {
        assertThat(refusing(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.300",
                "192.0.2",
                "::g",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                ":1",
                "12345::",
                ":::"
            })
    void whatIsNoAddressIsTakenNowhere(String address) throws IOException {
        Map<String, String> refusing = refusing(address);

        assertThat(refusing.keySet())
                .containsAll(IN_SERVICES.keySet().stream()
                        .filter(place -> !place.equals("redirect")) // any URI may stand there
                        .toList());
        assertThat(refusing.keySet()).containsAll(IN_INVENTORIES.keySet());
    }

    @Test
    void namesAreTakenWhereAMachineCanBeNamed() throws IOException {
        for (String name : List.of("nas", "nas.home.arpa", "3dprinter", "nas-2.lan", "a.5")) {
            assertThat(refusing(name).keySet())
                    .as(name)
                    .doesNotContain("address", "ssh", "ssh in brackets", "ssh with a port", "dnsHost")
                    .contains("bind", "dns", "ports", "extraHosts");
        }
    }

    /** Returns the places that refuse it, and fails where the schema and the reader do not agree. */
    private Map<String, String> refusing(String address) throws IOException {
        Map<String, String> refusing = new TreeMap<>();
        JsonNode services = DefinitionSchema.ofService(Plugins.found().kinds(), Texts.none())
                .json();
        JsonNode inventories = DefinitionSchema.ofInventory(Plugins.found().kinds(), Texts.none())
                .json();
        judge(IN_SERVICES, address, Judges.schema(services), Judges.serviceReader(folder.resolve("s")), refusing);
        judge(
                IN_INVENTORIES,
                address,
                Judges.schema(inventories),
                Judges.inventoryReader(folder.resolve("i")),
                refusing);
        return refusing;
    }

    private static void judge(
            Map<String, String> places,
            String address,
            Predicate<JsonNode> schema,
            Predicate<JsonNode> reader,
            Map<String, String> refusing)
            throws IOException {
        String inBrackets = address.contains(":") ? "[" + address + "]" : address;
        for (Map.Entry<String, String> place : places.entrySet()) {
            String text = place.getValue().replace("@", address).replace("#", inBrackets);
            JsonNode document = YAML.readTree(text);
            boolean isTaken = reader.test(document);
            assertThat(schema.test(document))
                    .as("%s of %s by the schema", place.getKey(), address)
                    .isEqualTo(isTaken);
            if (!isTaken) {
                refusing.put(place.getKey(), text.toLowerCase(Locale.ROOT));
            }
        }
    }
}
