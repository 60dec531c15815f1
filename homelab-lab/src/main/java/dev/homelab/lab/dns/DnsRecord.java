// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.dns;

/**
 * One record of a DNS answer.
 *
 * @param name whose it is
 * @param type {@link #A}, {@link #AAAA}, {@link #CNAME} or {@link #PTR}
 * @param ttl seconds
 * @param value an address, or the name that a CNAME or PTR leads to
 */
public record DnsRecord(String name, int type, int ttl, String value) {

    public static final int A = 1;
    public static final int CNAME = 5;
    public static final int PTR = 12;
    public static final int AAAA = 28;
    public static final int ANY = 255;
}
