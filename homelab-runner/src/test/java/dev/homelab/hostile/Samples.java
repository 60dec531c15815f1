// SPDX-License-Identifier: Apache-2.0
package dev.homelab.hostile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A valid definition around every place; the longest beginning of a place that is listed counts. */
final class Samples {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Map<String, String> SERVICE = new LinkedHashMap<>();
    private static final Map<String, String> CONTAINER = new LinkedHashMap<>();

    static {
        CONTAINER.put("command", "['/bin/serve', 'a']");
        CONTAINER.put("entrypoint", "['/bin/sh']");
        CONTAINER.put("environment", "{'A': 'a'}");
        CONTAINER.put("capAdd", "['NET_ADMIN']");
        CONTAINER.put("capDrop", "['ALL']");
        CONTAINER.put("compose", "{'stop_signal': 'SIGINT'}");
        CONTAINER.put("containerName", "'NAME'");
        CONTAINER.put("devices", "['/dev/null']");
        CONTAINER.put("extraHosts", "{'nas.home.arpa': 'host-gateway'}");
        CONTAINER.put("files", "{'mounted.txt': '/mounted'}");
        CONTAINER.put("gpus", "{'driver': 'nvidia', 'count': 'all'}");
        CONTAINER.put("gpus.ids", "{'ids': ['0']}");
        CONTAINER.put("healthcheck", "{'command': ['/bin/sh', '-c', ':', 'a'], 'interval': '1s', 'timeout': '5s'}");
        CONTAINER.put("healthcheck.http", "{'http': '/health', 'port': 8080, 'interval': '1s', 'timeout': '5s'}");
        CONTAINER.put("hostname", "'films'");
        CONTAINER.put("labels", "{'com.example.a': 'a'}");
        CONTAINER.put("logging", "{'driver': 'json-file', 'maxSize': '1m'}");
        CONTAINER.put("networkMode", "'none'");
        CONTAINER.put("networks", "['shared']");
        CONTAINER.put("networks{}", "{'shared': {'aliases': ['films']}}");
        CONTAINER.put("networks{key}", "{'shared': {'aliases': ['films']}}");
        CONTAINER.put("ports", "['PORT:8080']");
        CONTAINER.put("resources", "{'memory': '64m'}");
        CONTAINER.put("restart", "'always'");
        CONTAINER.put("secrets", "{'T': 'env:HOMELAB_KEY'}");
        CONTAINER.put("securityOpt", "['no-new-privileges:true']");
        CONTAINER.put("shmSize", "'1m'");
        CONTAINER.put("stopGracePeriod", "'1s'");
        CONTAINER.put("sysctls", "{'net.core.somaxconn': '1'}");
        CONTAINER.put("tmpfs", "['/tmp:size=1m']");
        CONTAINER.put("user", "'0'");
        CONTAINER.put("volumes", "['data:/data']");
        String route = "'routes': [{'hostname': 'NAME.home.arpa', 'container': 'server', 'port': 8080";
        SERVICE.put(".containers{}.dependsOn", "");
        SERVICE.put(".dependsOn", "'dependsOn': ['other']");
        SERVICE.put(".description", "'description': 'a'");
        SERVICE.put(".dns[].address", "'dns': [{'hostname': 'NAME.home.arpa', 'address': '192.0.2.1'}]");
        SERVICE.put(".dns[].cname", "'dns': [{'hostname': 'NAME.home.arpa', 'cname': 'nas.home.arpa'}]");
        SERVICE.put(".dns", "'dns': [{'hostname': 'NAME.home.arpa', 'address': '192.0.2.1'}]");
        SERVICE.put(".folders", "'folders': {'/srv/NAME': {'owner': '0:0', 'mode': '0755'}}");
        SERVICE.put(".networks", "'networks': {'backend': {'options': {'com.example.a': 'a'}}}");
        SERVICE.put(".project", "'project': 'p-NAME'");
        SERVICE.put(".renamedFrom", "'renamedFrom': 'old-NAME'");
        SERVICE.put(".routes[].url", "'routes': [{'hostname': 'NAME.home.arpa', 'url': 'http://127.0.0.1:9'}]");
        SERVICE.put(".routes[].loadBalancer", route + ", 'loadBalancer': {'scheme': 'http'}}]");
        SERVICE.put(".routes", route + "}]");
        SERVICE.put(
                ".sso.acsUrl",
                "'sso': {'kind': 'saml', 'acsUrl': 'https://NAME.home.arpa/acs', 'audience': 'a'}, " + route + "}]");
        SERVICE.put(".sso.audience", SERVICE.get(".sso.acsUrl"));
        String oidc = "'sso': {'kind': 'oidc', 'redirectUris': ['https://NAME.home.arpa/a']}, " + route + "}]";
        SERVICE.put(".sso.client", oidc);
        SERVICE.put(".sso.scopes", oidc);
        SERVICE.put(".sso.redirectUris", oidc);
        SERVICE.put(".sso", "'sso': {'kind': 'forward-auth', 'groups': ['family']}, " + route + "}]");
        SERVICE.put(
                ".sso.basicAuth",
                "'sso': {'kind': 'forward-auth', 'basicAuth': {'user': 'a_user', 'password': 'a_password'}}, " + route
                        + "}]");
        SERVICE.put(".title", "'title': 'a'");
        SERVICE.put(
                ".traefik",
                "'traefik': {'http': {'middlewares': {'NAME_x': {'headers': {'customRequestHeaders': {'X-A': 'a'}}}}}}");
        SERVICE.put(".verify", "'verify': [{'path': '/health'}], " + route + "}]");
        SERVICE.put(".volumes", "'volumes': {'data': {'name': 'NAME_old'}}");
        SERVICE.put(".volumes{}.options", "'volumes': {'data': {'name': 'NAME_old', 'options': {'type': 'tmpfs'}}}");
        SERVICE.put(".widget", "'widget': {'group': 'Media'}, " + route + "}]");
        SERVICE.put(".widget.glance", "'widget': {'glance': {'type': 'html', 'source': 'x'}}, " + route + "}]");
    }

    private Samples() {}

    /** Returns a definition that is valid, and has what is around the place. */
    static ObjectNode service(String name, String place, int port) {
        StringBuilder text = new StringBuilder(
                "{'name': 'NAME', 'host': 'box', 'containers': {'server': {'image': 'homelab-test/web:1'");
        longest(CONTAINER, place.replace(".containers{}.", ""))
                .ifPresent(key -> text.append(", '")
                        .append(key.replaceAll("[.{].*", ""))
                        .append("': ")
                        .append(CONTAINER.get(key)));
        String more = longest(SERVICE, place).map(SERVICE::get).orElse("");
        if (place.startsWith(".volumes") || place.startsWith(".folders")) {
            text.append(place.startsWith(".v") ? ", 'volumes': ['data:/data']" : ", 'volumes': ['/srv/NAME:/data']");
        }
        if (place.startsWith(".networks")) {
            text.append(", 'networks': ['backend']");
        }
        if (more.contains("'container': 'server'")) {
            text.append(", 'ports': ['PORT:8080']");
        }
        text.append(
                place.contains(".dependsOn{}")
                        ? ", 'dependsOn': {'aside': 'started'}}, 'aside': {'image': 'homelab-test/web:1'}}"
                        : "}}");
        text.append(more.isEmpty() ? "" : ", " + more);
        return parse(text.append('}')
                .toString()
                .replace('\'', '"')
                .replace("NAME", name)
                .replace("PORT", Integer.toString(port)));
    }

    static ObjectNode parse(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private static java.util.Optional<String> longest(Map<String, String> samples, String place) {
        return samples.keySet().stream()
                .filter(key ->
                        place.equals(key) || (place.startsWith(key) && "[{.".indexOf(place.charAt(key.length())) >= 0))
                .max(java.util.Comparator.comparingInt(String::length));
    }
}
