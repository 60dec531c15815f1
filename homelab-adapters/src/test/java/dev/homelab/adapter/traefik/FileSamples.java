// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import java.util.List;

/** Files that Traefik takes, and files for which it loads none. */
final class FileSamples {

    static final List<String> REFUSED = List.of(
            "http: {}",
            "http: {routers: {}}",
            "http: {parts: {a: {b: c}}}",
            "http: {routers: {a: {rule: 'Host(`a.b`)', ruel: x}}}",
            "http: {routers: {a: {rule: {b: c}}}}",
            "http: {middlewares: {a: {headers: {}}}}",
            "http: {middlewares: {a: {headers: {customRequestHeaders: {}}}}}");

    /** For values that are none of their kind, which the fake does not look at. */
    static final List<String> REFUSED_VALUES = List.of(
            "http: {routers: {a: {rule: 'Host(`a.b`)', priority: soon}}}",
            "http: {services: {a: {loadBalancer: {passHostHeader: maybe, servers: [{url: 'http://192.0.2.9'}]}}}}");

    static final List<String> TAKEN = List.of(
            "",
            "http:",
            "notes: {a: b}",
            "http: {routers: {a: {RULE: 'Host(`a.b`)', service: a, entryPoints: []}}}",
            "http: {routers: {a: {rule: 'Host(`a.b`)', service: a, entryPoints: web, middlewares: null}}}",
            "http: {routers: {a: {rule: 'Host(`a.b`)', service: a, tls: {}}}}",
            "http: {middlewares: {a: {compress: {}}, b: {ipAllowList: {sourceRange: []}}, c: {}}}",
            "http: {middlewares: {a: {headers: {customRequestHeaders: {X-A: ''}}}}}");

    private FileSamples() {}
}
