// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http: {router: {a: {rule: x}}}                             | field not found, node: router",
                "http: {routers: {a: {rul: x}}}                             | field not found, node: rul",
                "http: {services: {a: {loadBalancer: {server: [{url: x}]}}}} | field not found, node: server",
                "http: {middlewares: {a: {forwardAuth: {adress: x}}}}       | field not found, node: adress",
                "http: {middlewares: {a: {basicauths: {users: [x]}}}}       | field not found, node: basicauths",
                "http: {}                                                   | http cannot be a standalone element",
                "http: {routers: {}}                                        | routers cannot be a standalone element",
                "http: {middlewares: {a: {headers: {}}}}                | headers cannot be a standalone element",
                "http: {routers: {a: {rule: {x: y}}}}                   | invalid node rule: string",
                "http: {routers: {a: null}}                             | routers cannot be a standalone element",
                "http: {services: {a: {loadBalancer: {healthCheck: {}}}}} | healthCheck cannot be a standalone element",
                "http: {middlewares: {a: {plugin: {}}}}                 | plugin cannot be a standalone element",
                "http: {routers: {a: {rule: '{{ env }}'}}}                  | template",
                "http: [                                                    | yaml: line",
                "http: {routers: {a: {rule: x, rule: y}}}                   | yaml: line",
            })
    void whatTraefikRefusesIsRefused(String text, String message) {
        assertThatThrownBy(() -> load(Map.of("a.yml", text)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("a.yml: ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# a comment only",
                "{}",
                "foo: bar",
                "http: {routers: {a: {rule: x, service: s, middlewares: []}}}",
                "http: {middlewares: {a: {ipAllowList: {sourceRange: []}}}}",
                "http: {middlewares: {a: {}, b: {contentType: {}}}}",
                "http: {services: {a: {failover: {service: x, fallback: y, healthCheck: {}}}}}",
                "tls: {options: {default: {}}}",
                "http: {routers: {a: {rule: x, service: s, tls: {}, priority: -1}}}",
                "http: {routers: {a: {rule: x, service: s, entrypoints: web}}}",
                "http: {middlewares: {a: {compress: {}}, b: {plugin: {p: {}}}}}",
                "tcp: {routers: {a: {rule: x, service: s, tls: {passthrough: true}}}}",
                "tls: {options: {default: {minVersion: VersionTLS12}}}",
            })
    void whatTraefikTakesIsTaken(String text) {
        assertThatCode(() -> load(Map.of("a.yml", text))).doesNotThrowAnyException();
    }

    @Test
    void aNameUsedTwiceBelongsToTheFirstFile() {
        Configuration configuration = load(Map.of(
                "b.yml", "http: {routers: {app: {rule: second}}}",
                "a.yml", "http: {routers: {app: {rule: first}}}"));

        assertThat(configuration.routers()).hasToString("{app@file={\"rule\":\"first\"}}");
    }

    private static Configuration load(Map<String, String> files) {
        return Configuration.load(new TreeMap<>(files));
    }
}
