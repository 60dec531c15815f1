// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

/**
 * Every field that Traefik v3.7.9 knows in a dynamic configuration file.
 *
 * <p>Which of them may be {@code {}} was tried out with v3.7.15.
 */
final class KnownFields {

    private static final Shape IP_STRATEGY =
            Shape.fieldsOrEmpty("depth ipv6Subnet").with("excludedIPs", Shape.values());
    private static final Shape CLIENT_TLS = Shape.fields("ca cert key insecureSkipVerify caOptional");
    private static final Shape SOURCE =
            Shape.fields("requestHeaderName requestHost").with("ipStrategy", IP_STRATEGY);
    private static final Shape DOMAIN = Shape.fields("main").with("sans", Shape.values());
    private static final Shape EMPTY = Shape.fieldsOrEmpty("");

    /** The whole of a file. */
    static final Shape FILE = Shape.fieldsOrEmpty("")
            .with("http", http())
            .with("tcp", tcp())
            .with("udp", udp())
            .with("tls", tls());

    private KnownFields() {}

    private static Shape http() {
        return Shape.fields("")
                .with("routers", Shape.named(httpRouter()))
                .with("services", Shape.named(httpService()))
                .with("middlewares", Shape.named(httpMiddleware()))
                .with("serversTransports", Shape.named(httpTransport()));
    }

    private static Shape httpRouter() {
        return Shape.fields("service rule ruleSyntax priority")
                .with("entryPoints middlewares parentRefs", Shape.values())
                .with("tls", routerTls("options certResolver"))
                .with("observability", Shape.fields("accessLogs metrics tracing traceVerbosity"));
    }

    private static Shape routerTls(String values) {
        return Shape.fieldsOrEmpty(values).with("domains", Shape.list(DOMAIN));
    }

    private static Shape httpService() {
        Shape weighted = Shape.list(Shape.fields("name weight"));
        return Shape.fields("")
                .with("loadBalancer", loadBalancer())
                .with("failover", Shape.fields("service fallback").with("healthCheck", EMPTY))
                .with(
                        "highestRandomWeight",
                        Shape.fields("").with("services", weighted).with("healthCheck", EMPTY))
                .with(
                        "weighted",
                        Shape.fields("")
                                .with("services", weighted)
                                .with("sticky", sticky())
                                .with("healthCheck", EMPTY))
                .with(
                        "mirroring",
                        Shape.fields("service mirrorBody maxBodySize")
                                .with("mirrors", Shape.list(Shape.fields("name percent")))
                                .with("healthCheck", EMPTY));
    }

    private static Shape loadBalancer() {
        return Shape.fields("strategy passHostHeader serversTransport")
                .with("servers", Shape.list(Shape.fields("url weight preservePath")))
                .with("sticky", sticky())
                .with("passiveHealthCheck", Shape.fields("failureWindow maxFailedAttempts"))
                .with("responseForwarding", Shape.fields("flushInterval"))
                .with(
                        "healthCheck",
                        Shape.fields("scheme mode path method status port interval unhealthyInterval timeout hostname"
                                        + " followRedirects")
                                .with("headers", Shape.named(Shape.value())));
    }

    private static Shape sticky() {
        return Shape.fields("").with("cookie", Shape.fieldsOrEmpty("name secure httpOnly sameSite maxAge path domain"));
    }

    private static Shape httpMiddleware() {
        Shape middleware = Shape.fields("")
                .with("addPrefix", Shape.fields("prefix"))
                .with(
                        "basicAuth",
                        Shape.fields("usersFile realm removeHeader headerField").with("users", Shape.values()))
                .with(
                        "digestAuth",
                        Shape.fields("usersFile realm removeHeader headerField").with("users", Shape.values()))
                .with(
                        "buffering",
                        Shape.fields("maxRequestBodyBytes memRequestBodyBytes maxResponseBodyBytes"
                                + " memResponseBodyBytes retryExpression"))
                .with("chain", Shape.fields("").with("middlewares", Shape.values()))
                .with(
                        "circuitBreaker",
                        Shape.fields("expression checkPeriod fallbackDuration recoveryDuration responseCode"))
                .with(
                        "compress",
                        Shape.fieldsOrEmpty("minResponseBodyBytes defaultEncoding")
                                .with("excludedContentTypes includedContentTypes encodings", Shape.values()))
                .with("contentType", Shape.fieldsOrEmpty("autoDetect"))
                .with(
                        "errors",
                        Shape.fields("service query")
                                .with("status errorRequestHeaders", Shape.values())
                                .with("statusRewrites", Shape.named(Shape.value())))
                .with("forwardAuth", forwardAuth())
                .with("grpcWeb", Shape.fields("").with("allowOrigins", Shape.values()));
        return withRewriting(withLimits(middleware));
    }

    private static Shape withLimits(Shape middleware) {
        return middleware
                .with("headers", headers())
                .with(
                        "ipAllowList",
                        Shape.fields("rejectStatusCode")
                                .with("sourceRange", Shape.values())
                                .with("ipStrategy", IP_STRATEGY))
                .with(
                        "ipWhiteList",
                        Shape.fields("").with("sourceRange", Shape.values()).with("ipStrategy", IP_STRATEGY))
                .with("inFlightReq", Shape.fields("amount").with("sourceCriterion", SOURCE))
                .with("passTLSClientCert", Shape.fields("pem").with("info", Shape.anything()))
                .with("plugin", Shape.anything())
                .with(
                        "rateLimit",
                        Shape.fields("average period burst")
                                .with("sourceCriterion", SOURCE)
                                .with("redis", Shape.anything()));
    }

    private static Shape withRewriting(Shape middleware) {
        return middleware
                .with("redirectRegex", Shape.fields("regex replacement permanent"))
                .with("redirectScheme", Shape.fields("scheme port permanent"))
                .with("replacePath", Shape.fields("path"))
                .with("replacePathRegex", Shape.fields("regex replacement"))
                .with("retry", Shape.fields("attempts initialInterval"))
                .with("stripPrefix", Shape.fields("forceSlash").with("prefixes", Shape.values()))
                .with("stripPrefixRegex", Shape.fields("").with("regex", Shape.values()));
    }

    private static Shape forwardAuth() {
        return Shape.fields("address trustForwardHeader authResponseHeadersRegex headerField forwardBody maxBodySize"
                        + " maxResponseBodySize preserveLocationHeader preserveRequestMethod authSigninURL")
                .with("authResponseHeaders authRequestHeaders addAuthCookiesToResponse", Shape.values())
                .with("tls", CLIENT_TLS);
    }

    private static Shape headers() {
        return Shape.fields("accessControlAllowCredentials accessControlMaxAge addVaryHeader stsSeconds"
                        + " stsIncludeSubdomains stsPreload forceSTSHeader frameDeny customFrameOptionsValue"
                        + " contentTypeNosniff browserXssFilter customBrowserXSSValue contentSecurityPolicy"
                        + " contentSecurityPolicyReportOnly publicKey referrerPolicy permissionsPolicy isDevelopment"
                        + " featurePolicy sslRedirect sslTemporaryRedirect sslHost sslForceHost")
                .with(
                        "accessControlAllowHeaders accessControlAllowMethods accessControlAllowOriginList"
                                + " accessControlAllowOriginListRegex accessControlExposeHeaders allowedHosts"
                                + " hostsProxyHeaders",
                        Shape.values())
                .with("customRequestHeaders customResponseHeaders sslProxyHeaders", Shape.named(Shape.value()));
    }

    private static Shape httpTransport() {
        return Shape.fields("serverName insecureSkipVerify minVersion maxVersion maxIdleConnsPerHost disableHTTP2"
                        + " peerCertURI")
                .with("rootCAs cipherSuites", Shape.values())
                .with("certificates", Shape.list(Shape.fields("certFile keyFile")))
                .with("spiffe", Shape.anything())
                .with(
                        "forwardingTimeouts",
                        Shape.fields(
                                "dialTimeout responseHeaderTimeout idleConnTimeout" + " readIdleTimeout pingTimeout"));
    }

    private static Shape tcp() {
        Shape router = Shape.fields("service rule ruleSyntax priority")
                .with("entryPoints middlewares", Shape.values())
                .with("tls", routerTls("passthrough options certResolver"));
        Shape middleware = Shape.fields("")
                .with("ipAllowList ipWhiteList", Shape.fields("").with("sourceRange", Shape.values()))
                .with("inFlightConn", Shape.fields("amount"));
        return layer4(router, "address tls")
                .with("middlewares", Shape.named(middleware))
                .with("serversTransports", Shape.named(Shape.anything()));
    }

    private static Shape udp() {
        return layer4(Shape.fields("service").with("entryPoints", Shape.values()), "address");
    }

    private static Shape layer4(Shape router, String server) {
        Shape balancer = Shape.fields("serversTransport terminationDelay")
                .with("servers", Shape.list(Shape.fields(server)))
                .with("proxyProtocol", Shape.fieldsOrEmpty("version"));
        Shape weighted = Shape.fields("").with("services", Shape.list(Shape.fields("name weight")));
        return Shape.fields("")
                .with("routers", Shape.named(router))
                .with(
                        "services",
                        Shape.named(
                                Shape.fields("").with("loadBalancer", balancer).with("weighted", weighted)));
    }

    private static Shape tls() {
        Shape options = Shape.fields("minVersion maxVersion sniStrict disableSessionTickets preferServerCipherSuites")
                .with("cipherSuites curvePreferences alpnProtocols", Shape.values())
                .with("clientAuth", Shape.fields("clientAuthType").with("caFiles", Shape.values()));
        Shape store = Shape.fields("")
                .with("defaultCertificate", Shape.fields("certFile keyFile"))
                .with("defaultGeneratedCert", Shape.fields("resolver").with("domain", DOMAIN));
        return Shape.fields("")
                .with(
                        "certificates",
                        Shape.list(Shape.fields("certFile keyFile").with("stores", Shape.values())))
                .with("options", Shape.named(options))
                .with("stores", Shape.named(store));
    }
}
