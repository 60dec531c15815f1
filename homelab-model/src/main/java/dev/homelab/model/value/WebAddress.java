// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

/**
 * The form of addresses such as {@code http://192.0.2.53:8080}, for the reader and the schema alike.
 *
 * <p>Whatever has it is a {@link java.net.URI} with a host, by that class's own grammar of names and addresses.
 */
public final class WebAddress {

    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final String LAST_LABEL = "[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String GROUP = "[0-9A-Fa-f]{1,4}";
    private static final String GROUPS = "(" + GROUP + "(:" + GROUP + "){0,6})?";
    private static final String IPV6 =
            "\\[((" + GROUP + ":){7}" + GROUP + "|(?=:*(" + GROUP + ":*){0,7}\\])" + GROUPS + "::" + GROUPS + ")\\]";

    /** Of a percent sign and what follows it, the look-ahead in front takes care. */
    private static final String REST = "[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*";

    public static final String FORM = "^(?!.*%(?![0-9A-Fa-f]{2}))https?://((" + OCTET + "\\.){3}" + OCTET + "|(" + LABEL
            + "\\.){0,126}" + LAST_LABEL + "|" + IPV6 + ")(:\\d{1,5})?(/" + REST + ")?$";

    private WebAddress() {}
}
