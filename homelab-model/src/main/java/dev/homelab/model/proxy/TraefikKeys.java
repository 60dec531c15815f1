// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.proxy;

/**
 * Every key that Traefik's file provider knows. Source: its reference of the dynamic configuration, v3.7.9; which
 * mappings may be empty was tried out.
 *
 * <p>Traefik loads none of its files while one of them has an unknown key, a value of the wrong kind or an empty mapping.
 */
public final class TraefikKeys {

    /** The release whose keys these are; a later one may know more. */
    public static final String RELEASE = "3.7";

    /** The whole of a file. */
    public static final KeyTree FILE = KeyTree.parse("""
            http.routers.*: rule ruleSyntax service priority# entryPoints[] middlewares[]
            http.routers.*.observability: accessLogs! metrics! tracing! traceVerbosity
            http.services.*.loadBalancer: strategy passHostHeader! serversTransport
            http.services.*.loadBalancer.servers[]: url weight# preservePath!
            http.services.*.loadBalancer.healthCheck: scheme mode path method status# port# interval unhealthyInterval
            http.services.*.loadBalancer.healthCheck: timeout hostname followRedirects!
            http.services.*.loadBalancer.healthCheck.headers: *
            http.services.*.loadBalancer.passiveHealthCheck: failureWindow maxFailedAttempts#
            http.services.*.loadBalancer.responseForwarding: flushInterval
            http.services.*.{loadBalancer,weighted}.sticky.cookie?: name secure! httpOnly! sameSite maxAge# path domain
            http.services.*.failover: service fallback
            http.services.*.mirroring: service mirrorBody! maxBodySize#
            http.services.*.mirroring.mirrors[]: name percent#
            http.services.*.{highestRandomWeight,weighted}.services[]: name weight#
            http.services.*.{failover,mirroring,highestRandomWeight,weighted}.healthCheck?:
            http.middlewares.*.addPrefix: prefix
            http.middlewares.*.{basicAuth,digestAuth}: users[] usersFile realm removeHeader! headerField
            http.middlewares.*.buffering: maxRequestBodyBytes# memRequestBodyBytes# maxResponseBodyBytes#
            http.middlewares.*.buffering: memResponseBodyBytes# retryExpression
            http.middlewares.*.chain: middlewares[]
            http.middlewares.*.circuitBreaker: expression checkPeriod fallbackDuration recoveryDuration responseCode#
            http.middlewares.*.compress?: excludedContentTypes[] includedContentTypes[] minResponseBodyBytes#
            http.middlewares.*.compress?: encodings[] defaultEncoding
            http.middlewares.*.contentType?: autoDetect!
            http.middlewares.*.errors: status[] service query errorRequestHeaders[]
            http.middlewares.*.errors.statusRewrites: *#
            http.middlewares.*.forwardAuth: address trustForwardHeader! authResponseHeaders[] authResponseHeadersRegex
            http.middlewares.*.forwardAuth: authRequestHeaders[] addAuthCookiesToResponse[] headerField forwardBody!
            http.middlewares.*.forwardAuth: maxBodySize# maxResponseBodySize# preserveLocationHeader!
            http.middlewares.*.forwardAuth: preserveRequestMethod!
            http.middlewares.*.forwardAuth.tls: ca cert key insecureSkipVerify! caOptional!
            http.middlewares.*.grpcWeb: allowOrigins[]
            http.middlewares.*.headers: accessControlAllowCredentials! accessControlAllowHeaders[]
            http.middlewares.*.headers: accessControlAllowMethods[] accessControlAllowOriginList[]
            http.middlewares.*.headers: accessControlAllowOriginListRegex[] accessControlExposeHeaders[]
            http.middlewares.*.headers: accessControlMaxAge# addVaryHeader! allowedHosts[] hostsProxyHeaders[]
            http.middlewares.*.headers: stsSeconds# stsIncludeSubdomains! stsPreload! forceSTSHeader! frameDeny!
            http.middlewares.*.headers: customFrameOptionsValue contentTypeNosniff! browserXssFilter!
            http.middlewares.*.headers: customBrowserXSSValue contentSecurityPolicy contentSecurityPolicyReportOnly
            http.middlewares.*.headers: publicKey referrerPolicy permissionsPolicy isDevelopment! featurePolicy
            http.middlewares.*.headers: sslRedirect! sslTemporaryRedirect! sslHost sslForceHost!
            http.middlewares.*.headers.{customRequestHeaders,customResponseHeaders,sslProxyHeaders}: *
            http.middlewares.*.ipAllowList: sourceRange[] rejectStatusCode#
            http.middlewares.*.ipWhiteList: sourceRange[]
            http.middlewares.*.{ipAllowList,ipWhiteList}.ipStrategy?: depth# excludedIPs[] ipv6Subnet#
            http.middlewares.*.inFlightReq: amount#
            http.middlewares.*.{inFlightReq,rateLimit}.sourceCriterion: requestHeaderName requestHost!
            http.middlewares.*.{inFlightReq,rateLimit}.sourceCriterion.ipStrategy?: depth# excludedIPs[] ipv6Subnet#
            http.middlewares.*.passTLSClientCert: pem!
            http.middlewares.*.passTLSClientCert.info: notAfter! notBefore! sans! serialNumber!
            http.middlewares.*.passTLSClientCert.info.{subject,issuer}: country! province! locality! organization!
            http.middlewares.*.passTLSClientCert.info.{subject,issuer}: commonName! serialNumber! domainComponent!
            http.middlewares.*.passTLSClientCert.info.subject: organizationalUnit!
            http.middlewares.*.plugin: *~
            http.middlewares.*.rateLimit: average# period burst#
            http.middlewares.*.rateLimit.redis: endpoints[] username password db# poolSize# minIdleConns#
            http.middlewares.*.rateLimit.redis: maxActiveConns# readTimeout writeTimeout dialTimeout
            http.middlewares.*.rateLimit.redis.tls: ca cert key insecureSkipVerify!
            http.middlewares.*.redirectRegex: regex replacement permanent!
            http.middlewares.*.redirectScheme: scheme port permanent!
            http.middlewares.*.replacePath: path
            http.middlewares.*.replacePathRegex: regex replacement
            http.middlewares.*.retry: attempts# initialInterval
            http.middlewares.*.stripPrefix: prefixes[] forceSlash!
            http.middlewares.*.stripPrefixRegex: regex[]
            http.serversTransports.*: serverName insecureSkipVerify! rootCAs[] cipherSuites[] minVersion maxVersion
            http.serversTransports.*: maxIdleConnsPerHost# disableHTTP2! peerCertURI
            http.serversTransports.*.certificates[]: certFile keyFile
            http.serversTransports.*.forwardingTimeouts: dialTimeout responseHeaderTimeout idleConnTimeout
            http.serversTransports.*.forwardingTimeouts: readIdleTimeout pingTimeout
            http.serversTransports.*.spiffe: ids[] trustDomain
            {http,tcp}.routers.*.tls?: options certResolver
            {http,tcp}.routers.*.tls.domains[]: main sans[]
            tcp.routers.*: rule ruleSyntax service priority# entryPoints[] middlewares[]
            tcp.routers.*.tls?: passthrough!
            {tcp,udp}.services.*.weighted.services[]: name weight#
            {tcp,udp}.services.*.loadBalancer.servers[]: address
            tcp.services.*.loadBalancer.servers[]: tls!
            tcp.services.*.loadBalancer: serversTransport terminationDelay#
            tcp.services.*.loadBalancer.proxyProtocol?: version#
            tcp.middlewares.*.{ipAllowList,ipWhiteList}: sourceRange[]
            tcp.middlewares.*.inFlightConn: amount#
            tcp.serversTransports.*: dialKeepAlive dialTimeout terminationDelay
            tcp.serversTransports.*.proxyProtocol?: version#
            tcp.serversTransports.*.tls: serverName insecureSkipVerify! rootCAs[] peerCertURI
            tcp.serversTransports.*.tls.certificates[]: certFile keyFile
            tcp.serversTransports.*.tls.spiffe: ids[] trustDomain
            udp.routers.*: service entryPoints[]
            tls.certificates[]: certFile keyFile stores[]
            tls.options.*: minVersion maxVersion cipherSuites[] curvePreferences[] sniStrict! alpnProtocols[]
            tls.options.*: disableSessionTickets! preferServerCipherSuites!
            tls.options.*.clientAuth: caFiles[] clientAuthType
            tls.stores.*.defaultCertificate: certFile keyFile
            tls.stores.*.defaultGeneratedCert: resolver
            tls.stores.*.defaultGeneratedCert.domain: main sans[]
            """);

    private TraefikKeys() {}
}
