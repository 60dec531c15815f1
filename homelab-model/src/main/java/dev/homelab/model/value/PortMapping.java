// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.homelab.model.pattern.AcceptsInteger;
import dev.homelab.model.pattern.Patterns;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A container port made reachable on its host, or several in a row.
 *
 * <pre>
 *   8096:8096               a port of the host, and that of the container
 *   8000-8010:8000-8010     as many ports of the host as of the container
 *   8000-8010:80            one of these ports of the host, which Docker chooses
 *   8096                    any port of the host, which Docker chooses
 *   192.0.2.11:8096:8096    at one address of the host; one of IPv6 is in brackets
 *   192.0.2.11::8096        a port that Docker chooses, at one address
 *   8096:8096/udp           over UDP
 * </pre>
 *
 * @param value in one of these forms, as Compose writes it
 */
@AcceptsInteger(least = 1, most = 65535)
public record PortMapping(
        @JsonValue
        @NotNull(message = "is required, such as 8096:8096")
        @Pattern(
                regexp = PortMapping.FORM,
                message = "must be HOST:CONTAINER with ports from 1 to 65535, such as 8096:8096")
        String value)
        implements Comparable<PortMapping> {

    private static final String SOME = Patterns.PORT + "(-" + Patterns.PORT + ")?";

    static final String FORM = "^(" + Patterns.ADDRESS_AND_COLON + "(" + PortMapping.SOME + ")?:|" + PortMapping.SOME
            + ":)?" + Patterns.PORT + "(-" + Patterns.PORT + ")?(/(tcp|udp))?$";

    private static final String PORTS = "(\\d+)(?:-(\\d+))?";
    private static final java.util.regex.Pattern COMPILED = java.util.regex.Pattern.compile(FORM);
    private static final java.util.regex.Pattern PARTS = java.util.regex.Pattern.compile(
            "(?:(\\[[^\\]]*\\]|[^:.]*\\.[^:]*):)?(?:(?:" + PORTS + ")?(:))?" + PORTS + "(?:/(\\w+))?");

    @JsonCreator
    public static PortMapping of(String value) {
        return new PortMapping(value);
    }

    /** Returns whether the text has the form that the other methods read. */
    public boolean isWellFormed() {
        return COMPILED.matcher(value).matches();
    }

    /** Returns whether its ranges are: they rise, and both are as long, unless Docker chooses a port. */
    public boolean hasFittingRanges() {
        Parts parts = parts();
        boolean rise = parts.host <= parts.lastHost && parts.container <= parts.lastContainer;
        return rise
                && (parts.host == 0
                        || parts.isChosen()
                        || parts.lastHost - parts.host == parts.lastContainer - parts.container);
    }

    /** Returns whether the definition says which ports of the host they are, so that Docker chooses none. */
    public boolean isFixed() {
        Parts parts = parts();
        return parts.host > 0 && !parts.isChosen();
    }

    /** Returns the port on the host, the first one of several; 0 for one that Docker chooses. */
    public int hostPort() {
        return parts().host;
    }

    /** Returns the last port on the host. */
    public int lastHostPort() {
        return parts().lastHost;
    }

    /** Returns the port inside the container, the first one of several. */
    public int containerPort() {
        return parts().container;
    }

    /** Returns whether it publishes a port of the container. */
    public boolean publishes(int port) {
        Parts parts = parts();
        return port >= parts.container && port <= parts.lastContainer;
    }

    /** Returns the port of the host that leads to a port of the container, unless Docker chooses it. */
    public Optional<Integer> hostPortOf(int port) {
        Parts parts = parts();
        return isFixed() && publishes(port) ? Optional.of(parts.host + port - parts.container) : Optional.empty();
    }

    /** Returns {@code tcp} or {@code udp}. */
    public String protocol() {
        return value.endsWith("/udp") ? "udp" : "tcp";
    }

    /** Returns the address of the host it listens on; empty when the definition leaves that open. */
    public String address() {
        return IpAddress.bare(parts().address);
    }

    private Parts parts() {
        Matcher parts = PARTS.matcher(value);
        if (!parts.matches()) {
            throw new IllegalStateException("Port " + value + " was not judged. This is a bug in homelab.");
        }
        int host = number(parts.group(2), 0);
        int container = number(parts.group(5), 0);
        return new Parts(
                Optional.ofNullable(parts.group(1)).orElse(""),
                host,
                number(parts.group(3), host),
                container,
                number(parts.group(6), container));
    }

    private static int number(@Nullable String text, int absent) {
        return text == null ? absent : Integer.parseInt(text);
    }

    private record Parts(String address, int host, int lastHost, int container, int lastContainer) {

        /** Several ports of the host for one of the container. */
        boolean isChosen() {
            return lastHost > host && container == lastContainer;
        }
    }

    @Override
    public int compareTo(PortMapping other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
