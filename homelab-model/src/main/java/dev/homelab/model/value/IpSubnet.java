// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

import java.math.BigInteger;
import java.util.Optional;

/** A range of addresses of one family, by the bits that all of them share. */
public final class IpSubnet {

    private static final int BITS_V4 = 32;
    private static final int BITS_V6 = 128;

    private final boolean isIpv6;
    private final BigInteger first;
    private final BigInteger size;

    private IpSubnet(boolean isIpv6, BigInteger first, BigInteger size) {
        this.isIpv6 = isIpv6;
        this.first = first;
        this.size = size;
    }

    /** Reads {@code 172.30.0.0/24} or {@code fd00::/64}; there is none in anything else. */
    public static Optional<IpSubnet> parse(String text) {
        int slash = text.indexOf('/');
        String bits = text.substring(slash + 1);
        if (slash < 0 || !bits.matches("\\d{1,3}")) {
            return Optional.empty();
        }
        String address = text.substring(0, slash);
        boolean isIpv6 = IpAddress.isIpv6(address);
        int rest = (isIpv6 ? BITS_V6 : BITS_V4) - Integer.parseInt(bits);
        if (rest < 0) {
            return Optional.empty();
        }
        BigInteger size = BigInteger.ONE.shiftLeft(rest);
        return IpAddress.number(address)
                .map(number -> new IpSubnet(isIpv6, number.shiftRight(rest).shiftLeft(rest), size));
    }

    /** Returns whether an address is one of it; false for what is no address. */
    public boolean contains(String address) {
        return IpAddress.isIpv6(address) == isIpv6
                && IpAddress.number(address).filter(this::contains).isPresent();
    }

    /** Returns whether a container can have this address of it: neither its first one, nor the one that reaches all of IPv4. */
    public boolean isForContainer(String address) {
        return contains(address)
                && IpAddress.number(address)
                        .filter(number -> !number.equals(first))
                        .filter(number -> isIpv6 || !number.equals(last()))
                        .isPresent();
    }

    /** Returns whether every address of another is one of it. */
    public boolean contains(IpSubnet other) {
        return isIpv6 == other.isIpv6 && contains(other.first) && contains(other.last());
    }

    /** Returns whether some address is in both. */
    public boolean overlaps(IpSubnet other) {
        return isIpv6 == other.isIpv6 && (contains(other.first) || other.contains(first));
    }

    private boolean contains(BigInteger number) {
        return number.compareTo(first) >= 0 && number.compareTo(last()) <= 0;
    }

    private BigInteger last() {
        return first.add(size).subtract(BigInteger.ONE);
    }
}
