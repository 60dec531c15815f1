// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.form;

/** Forms that texts of several records share. */
public final class Forms {

    /** Text that is not blank. Unlike NotBlank, a pattern lets an absent text pass. */
    public static final String TEXT = "^.*\\S.*$";

    /** An amount of bytes. */
    public static final String SIZE = "^[1-9][0-9]*([bkmg]|[kmg]b)$";

    public static final String SIZE_MESSAGE = "must be a size with its unit, such as 512m";

    /** A name at the proxy, with the provider that brings it if that is not its files. */
    public static final String PROXY_NAME = "^[A-Za-z0-9_-]+(@[a-z0-9]+)?$";

    /** A network of Docker that containers of several projects can share; the engine's own are none. */
    public static final String NETWORK = "^(?!(bridge|host|none|default)$)[a-zA-Z0-9][a-zA-Z0-9_.-]*$";

    public static final String NETWORK_MESSAGE = "must be a network of Docker that is not its own, such as proxy";

    /** An address of IPv4, or of IPv6 without a zone: eight groups, or at most seven with one {@code ::} among them. */
    public static final String ADDRESS = "^((" + Forms.OCTET + "\\.){3}" + Forms.OCTET
            + "|(" + Forms.GROUP + ":){7}" + Forms.GROUP
            + "|(?=:*(" + Forms.GROUP + ":*){0,7}$)" + Forms.GROUPS + "::" + Forms.GROUPS + ")$";

    /** A label of a container that is neither ours nor Compose's. */
    public static final String LABEL = "^(?!(dev\\.homelab|com\\.docker\\.compose)\\.)[^\\s=]+$";

    public static final String LABEL_MESSAGE = "must be a label that is nobody else's, such as com.example.role";

    /** A path from the folder of a definition on, which never leads out of it. */
    public static final String FILE_BESIDE = "^[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*){0,64}$";

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    private static final String GROUP = "[0-9A-Fa-f]{1,4}";

    private static final String GROUPS = "(" + GROUP + "(:" + GROUP + "){0,6})?";

    private Forms() {}
}
