// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.dns;

import org.xbill.DNS.Rcode;

/** An answer of a DNS server that is a refusal. */
public final class DnsRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final int keyError;

    DnsRefusedException(int code, int keyError) {
        super(keyError == Rcode.NOERROR ? Rcode.string(code) : Rcode.TSIGstring(keyError));
        this.code = code;
        this.keyError = keyError;
    }

    /** Returns the code of the answer, one of {@link Rcode}. */
    public int code() {
        return code;
    }

    /** Returns what is wrong with the signature, one of {@link Rcode}; {@link Rcode#NOERROR} if it is none of it. */
    public int keyError() {
        return keyError;
    }
}
