// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

/**
 * One record of a DNS answer.
 *
 * @param name whose it is
 * @param type {@link #A}, {@link #AAAA}, {@link #CNAME} or {@link #PTR}
 * @param ttl seconds
 * @param value an address, or the name that a CNAME or PTR leads to
 */
record DnsRecord(String name, int type, int ttl, String value) {

    static final int A = 1;
    static final int CNAME = 5;
    static final int PTR = 12;
    static final int AAAA = 28;
    static final int ANY = 255;
}
