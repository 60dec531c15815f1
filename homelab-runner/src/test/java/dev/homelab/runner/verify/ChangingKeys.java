// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** The keys of a server that shows a stand-in to its first visitors and its own certificate to those after them. */
final class ChangingKeys extends X509ExtendedKeyManager {

    static final String OWN = "page";
    static final String STAND_IN = "stand-in";

    private final X509ExtendedKeyManager keys;
    private final AtomicInteger left;

    ChangingKeys(X509ExtendedKeyManager keys, int visitors) {
        this.keys = keys;
        this.left = new AtomicInteger(visitors);
    }

    @Override
    public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
        return left.getAndDecrement() > 0 ? STAND_IN : OWN;
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
        return OWN;
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
        return new String[] {OWN, STAND_IN};
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
        return OWN;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return keys.getCertificateChain(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return keys.getPrivateKey(alias);
    }
}
