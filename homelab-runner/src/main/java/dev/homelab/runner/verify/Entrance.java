// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Check.PageAnswers;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/** Where visitors enter: whether anything answers there at all, be it that it does not know a page. */
public final class Entrance {

    private Entrance() {}

    /** Returns why visitors cannot enter; nothing if they can. */
    public static Optional<Problem> closed(String target, PageAnswers page) {
        try (CloseableHttpClient client = VisitorClient.of(page)) {
            HttpGet get = new HttpGet(PageProbe.address(page));
            return client.execute(get, answer -> Optional.<Problem>empty());
        } catch (SSLException e) {
            return Optional.empty(); // it answers; which certificate a name gets is verified with the name
        } catch (IOException e) {
            return Optional.of(new Problem(
                    "entrance does not answer",
                    Where.target(target, page.entrance().toString()),
                    "a visitor of a page would not get in: %s.".formatted(e.getMessage()),
                    "start the proxy, let this machine reach it, or correct \"url\" of this target in the inventory."));
        }
    }
}
