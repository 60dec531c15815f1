// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.pattern;

/** Forms that texts of several records share. */
public final class Patterns {

    /** Text that is not blank. Unlike NotBlank, a pattern lets an absent text pass. */
    public static final String TEXT = "^.*\\S.*$";

    /** A name at the proxy, with the provider that brings it if that is not its files. */
    public static final String PROXY_NAME = "^[A-Za-z0-9_-]+(@[a-z0-9]+)?$";

    /** The name of a value that definitions use. */
    public static final String VALUE = "^[A-Za-z][A-Za-z0-9_-]{0,62}$";

    public static final String VALUE_MESSAGE = "must be letters, digits, hyphens and underscores, such as puid";

    /** A network of Docker that containers of several projects can share; the engine's own are none. */
    public static final String NETWORK = "^(?!(bridge|host|none|default)$)[a-zA-Z0-9][a-zA-Z0-9_.-]*$";

    public static final String NETWORK_MESSAGE = "must be a network of Docker that is not its own, such as proxy";

    /** A network of a service itself; {@code default} is the one that every project has. */
    public static final String OWN_NETWORK = "^(?!(bridge|host|none)$)[a-zA-Z0-9][a-zA-Z0-9_.-]*$";

    /** Addresses of IPv4 that share their first bits. */
    public static final String SUBNET = "^" + Patterns.IPV4 + "/([12]?\\d|3[0-2])$";

    public static final String SUBNET_MESSAGE = "must be a range of IPv4 addresses, such as 172.30.0.0/24";

    /** Addresses of IPv6 that share their first bits. */
    public static final String SUBNET_V6 =
            "^" + Patterns.IPV6 + "/" + Patterns.IPV6_REST + "/([1-9]?\\d|1[01]\\d|12[0-8])$";

    public static final String ADDRESS_V4 = "^" + Patterns.IPV4 + "$";

    public static final String ADDRESS_V6 = "^" + Patterns.IPV6 + "$" + Patterns.IPV6_REST + "$";

    /** An address of IPv4, or of IPv6 without a zone: eight groups, or at most seven with one {@code ::} among them. */
    public static final String ADDRESS = "^(" + Patterns.IPV4 + "|" + Patterns.IPV6 + "$" + Patterns.IPV6_REST + ")$";

    public static final String ADDRESS_MESSAGE = "must be an IPv4 or IPv6 address, such as 192.0.2.40";

    /** An address, or a name of a machine, which digits and dots alone are not. */
    public static final String HOST =
            "^(" + Patterns.IPV4 + "|" + Patterns.IPV6 + "$" + Patterns.IPV6_REST + "|" + Patterns.MACHINE + ")$";

    /** The same with a port behind it, before which an address of IPv6 is in brackets, or without one. */
    public static final String HOST_AND_PORT = "^(" + Patterns.IPV6 + "$" + Patterns.IPV6_REST + "|(" + Patterns.IPV4
            + "|" + Patterns.BRACKETED_IPV6 + "|" + Patterns.MACHINE + ")(:\\d{1,5})?)$";

    /** What is before the ports of a mapping: an address, in brackets if it is one of IPv6. */
    public static final String ADDRESS_AND_COLON = "(" + Patterns.IPV4 + "|" + Patterns.BRACKETED_IPV6 + "):";

    /** From 1 to 65535. */
    public static final String PORT = "([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";

    /** An address that a container finds a name at. */
    public static final String ADDRESS_OR_GATEWAY =
            "^(" + Patterns.IPV4 + "|" + Patterns.IPV6 + "$" + Patterns.IPV6_REST + "|host-gateway)$";

    /** A label of a container that is neither ours nor Compose's. */
    public static final String LABEL = "^(?!(dev\\.homelab|com\\.docker\\.compose)\\.)[^\\s=]+$";

    public static final String LABEL_MESSAGE = "must be a label that no other program uses, such as com.example.role";

    /** A path from the folder of a definition on, which never leads out of it. */
    public static final String FILE_BESIDE = "^[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*){0,64}$";

    private static final String MACHINE = "(?![0-9.]*(:|$))[A-Za-z0-9.-]{1,253}";

    private static final String IPV4 = "(" + Patterns.OCTET + "\\.){3}" + Patterns.OCTET;

    /** Between the two halves is what has to follow the address. */
    private static final String IPV6 =
            "((" + Patterns.GROUP + ":){7}" + Patterns.GROUP + "|(?=:*(" + Patterns.GROUP + ":*){0,7}";

    private static final String IPV6_REST = ")" + Patterns.GROUPS + "::" + Patterns.GROUPS + ")";

    private static final String BRACKETED_IPV6 = "\\[" + Patterns.IPV6 + "\\]" + Patterns.IPV6_REST + "\\]";

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    private static final String GROUP = "[0-9A-Fa-f]{1,4}";

    private static final String GROUPS = "(" + GROUP + "(:" + GROUP + "){0,6})?";

    private Patterns() {}
}
