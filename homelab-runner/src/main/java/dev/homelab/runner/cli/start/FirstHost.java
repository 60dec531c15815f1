// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.start;

import dev.homelab.model.pattern.Patterns;
import dev.homelab.model.value.IpAddress;
import dev.homelab.model.value.ServiceName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A machine with Docker.
 *
 * @param name as services name it
 * @param user who signs in over SSH; empty for the machine that this runs on
 * @param address where it is
 * @param port of SSH
 */
public record FirstHost(String name, Optional<String> user, String address, int port) {

    /** What stands for the machine that this runs on. */
    public static final String HERE = "here";

    private static final int SSH = 22;
    private static final int MOST = 65_535;
    private static final Pattern FORM =
            Pattern.compile("([^=@\\s]+)=([^@\\s]+)@(\\[[^\\]]+\\]|[^\\s:]+)(?::([0-9]{1,5}))?");

    /** Returns what is meant by {@code here} or {@code NAME=USER@HOST[:PORT]}; nothing if it is neither. */
    public static Optional<FirstHost> parse(String text) {
        if (text.equals(HERE)) {
            return Optional.of(new FirstHost(HERE, Optional.empty(), "127.0.0.1", SSH));
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String address = parts.group(3).replaceAll("[\\[\\]]", "");
        int port = parts.group(4) == null ? SSH : Integer.parseInt(parts.group(4));
        boolean isValid = parts.group(1).matches(ServiceName.FORM)
                && !parts.group(1).equals(HERE)
                && address.matches(Patterns.HOST)
                && port > 0
                && port <= MOST;
        return isValid
                ? Optional.of(new FirstHost(parts.group(1), Optional.of(parts.group(2)), address, port))
                : Optional.empty();
    }

    /** Returns its address as a URL has it. */
    public String addressInUrl() {
        return IpAddress.inUrl(address);
    }

    boolean isHere() {
        return user.isEmpty();
    }

    /** Returns its section of the inventory. */
    Map<String, Object> section(String usualUser) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("address", address);
        if (isHere()) {
            keys.put("connection", "local");
        }
        user.filter(name -> !name.equals(usualUser)).ifPresent(name -> keys.put("user", name));
        if (port != SSH) {
            keys.put("ssh", "%s:%d".formatted(addressInUrl(), port));
        }
        return keys;
    }

    /** Returns a folder there that the user may write: that of the system for root, otherwise one of the user's own. */
    String folder(String ofSystem, String ofUser, String home) {
        String name = user.orElse("");
        if (isHere()) {
            return home.equals("/root") ? ofSystem : home + "/" + ofUser;
        }
        return name.equals("root") ? ofSystem : "/home/%s/%s".formatted(name, ofUser);
    }
}
