// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.verify;

import dev.homelab.adapter.support.http.LimitedExchange;
import dev.homelab.adapter.support.http.LimitedExchange.Limits;
import dev.homelab.model.value.IpAddress;
import dev.homelab.problem.Printable;
import dev.homelab.provision.Check.PageAnswers;
import dev.homelab.provision.Check.PageAnswers.SignIn;
import dev.homelab.provision.CheckResult;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.Header;

/** Opens a page through the proxy, under the name a visitor types. */
final class PageProbe {

    private static final int MOST_HOPS = 5;
    private static final int REDIRECT = 300;
    private static final int ERROR = 400;
    private static final int NOT_FOUND = 404;
    private static final int LONGEST_LINE = 120;
    private static final Pattern TITLE = Pattern.compile("(?i)<title>([^<]{1,500})</title>");
    private static final String STILL_ISSUED =
            "certificate still being issued (Traefik shows its own default certificate);"
                    + " if it stays so, look for \"acme\" in Traefik's log";

    /** The alert of a proxy that has no certificate for a name yet, as Caddy sends it (v2.11). */
    private static final Pattern NO_CERTIFICATE = Pattern.compile("(?i).*\\binternal_error\\b.*");

    private static final String NONE_YET =
            "certificate still being issued (the proxy has none for this name yet); if it stays so, look for \"acme\" in its log";

    /** A page that never ends, such as a camera's or a stream of events, is up; what it shows first is looked at. */
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(15), 2 << 20);

    private final Limits limits;

    private PageProbe(Limits limits) {
        this.limits = limits;
    }

    /**
     * What a page answered.
     *
     * @param certificate what it showed; empty without TLS
     */
    private record Page(int status, Optional<URI> location, String text, Optional<ServedCertificate> certificate) {

        /** Says what was found, which is not yet good behind a certificate that stands in for another. */
        CheckResult finding(String expectation, boolean good, String found) {
            return good && certificate.filter(ServedCertificate::isStandIn).isPresent()
                    ? new CheckResult(expectation, CheckResult.Status.PENDING, STILL_ISSUED)
                    : new CheckResult(expectation, good, found);
        }

        String validity() {
            return certificate
                    .map(shown -> ", with a certificate " + shown.validity())
                    .orElse("");
        }

        /** Says in a few words what it is. */
        String summary() {
            String line = firstLine();
            return status >= ERROR && !line.isEmpty() ? status + " (" + line + ")" : String.valueOf(status);
        }

        /** Returns the title of a page of HTML, and the first line that says something of any other. */
        private String firstLine() {
            Matcher title = TITLE.matcher(text);
            String line = title.find()
                    ? title.group(1).strip()
                    : text.lines()
                            .map(String::strip)
                            .filter(one -> !one.isEmpty() && !one.startsWith("<"))
                            .findFirst()
                            .orElse("");
            String printable = Printable.line(line.replaceAll("\\s++", " "));
            return printable.length() <= LONGEST_LINE ? printable : printable.substring(0, LONGEST_LINE) + "...";
        }

        boolean redirects() {
            return status >= REDIRECT && status < ERROR && location.isPresent();
        }
    }

    static CheckResult look(PageAnswers page) {
        return look(page, LIMITS);
    }

    static CheckResult look(PageAnswers page, Limits limits) {
        return new PageProbe(limits).found(page);
    }

    private CheckResult found(PageAnswers page) {
        String expectation = expectation(page);
        try (CloseableHttpClient client = VisitorClient.of(page)) {
            URI address = address(page);
            return page.signIn().isAsked()
                    ? signIn(client, address, page, expectation)
                    : answer(client, address, page, expectation);
        } catch (SSLException e) {
            return page.isIssued()
                            && NO_CERTIFICATE
                                    .matcher(String.valueOf(e.getMessage()))
                                    .matches()
                    ? new CheckResult(expectation, CheckResult.Status.PENDING, NONE_YET)
                    : new CheckResult(expectation, false, "certificate not accepted: " + e.getMessage());
        } catch (IOException e) {
            return new CheckResult(expectation, false, "no answer: " + e.getMessage());
        }
    }

    private CheckResult answer(CloseableHttpClient client, URI address, PageAnswers expected, String expectation)
            throws IOException {
        Page page = get(client, address);
        if (page.location().filter(next -> leadsTo(expected.signIn(), next)).isPresent()) {
            return new CheckResult(expectation, false, "sent to a sign-in that is not in its definition");
        }
        boolean status =
                expected.check().status().map(wanted -> wanted == page.status()).orElse(page.status() < ERROR);
        boolean text = expected.check().contains().map(page.text()::contains).orElse(true);
        String found = status && !text ? page.status() + ", without the text" : page.summary();
        return page.finding(expectation, status && text, "answered " + found + page.validity());
    }

    /**
     * Follows redirects like a browser until they leave the service's own name: that must be for the sign-in, at an address
     * that visitors reach.
     */
    private CheckResult signIn(CloseableHttpClient client, URI address, PageAnswers asked, String expectation)
            throws IOException {
        SignIn signIn = asked.signIn();
        URI current = address;
        Page page = get(client, current);
        for (int hops = 0; page.redirects() && hops < MOST_HOPS; hops++) {
            URI next = current.resolve(page.location().orElseThrow());
            if (next.getHost() == null) {
                return new CheckResult(expectation, false, "sent to " + next);
            }
            if (!address.getHost().equals(next.getHost())) {
                String sent = "sent to " + next.getScheme() + "://" + next.getAuthority();
                if (!leadsTo(signIn, next)) {
                    return page.finding(expectation, false, sent + ", which is not the sign-in");
                }
                Optional<String> mistake = landing(client, next, asked);
                return page.finding(
                        expectation,
                        mistake.isEmpty(),
                        mistake.map(found -> sent + ", " + found).orElse(sent));
            }
            current = next;
            page = get(client, current);
        }
        return new CheckResult(expectation, false, "answered " + page.summary() + " without a sign-in");
    }

    /**
     * Follows the sign-in to the page that a visitor gets, and says what is wrong with it. It is looked for at the proxy: a
     * host that is not there may be elsewhere, and is not judged.
     */
    private Optional<String> landing(CloseableHttpClient client, URI address, PageAnswers asked) {
        try {
            URI current = address;
            for (int hops = 0; hops < MOST_HOPS; hops++) {
                if (isOwnDevice(current, asked.entrance())) {
                    return Optional.of((current.equals(address)
                                    ? ""
                                    : "and on to " + current.getScheme() + "://" + current.getAuthority() + ", ")
                            + "which is every visitor's own device; "
                            + asked.signIn().fix());
                }
                Page page = get(client, current);
                if (page.redirects()) {
                    current = current.resolve(page.location().orElseThrow());
                } else {
                    return mistake(page);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> mistake(Page page) {
        return page.status() < ERROR || page.status() == NOT_FOUND
                ? Optional.empty()
                : Optional.of("which answered " + page.summary());
    }

    /** Returns whether an address leads visitors to their own device. */
    private static boolean isOwnDevice(URI address, URI entrance) {
        String host = address.getHost();
        return host != null
                && (host.matches("(?i)(.+\\.)?localhost") || leadsBack(IpAddress.bare(host)))
                && !host.equals(entrance.getHost());
    }

    private static boolean leadsBack(String address) {
        return IpAddress.isLoopback(address) || IpAddress.isEverywhere(address);
    }

    private static boolean leadsTo(SignIn signIn, URI address) {
        return address.toString().contains(signIn.sign());
    }

    private Page get(CloseableHttpClient client, URI address) throws IOException {
        HttpClientContext context = HttpClientContext.create();
        HttpGet get = new HttpGet(address);
        get.setHeader("Accept", "text/html,*/*;q=0.8"); // as browsers do: Authelia leads no one else to its sign-in
        LimitedExchange.Answer answer = LimitedExchange.of(client, get, context, limits);
        Header location = answer.head().getFirstHeader("Location");
        return new Page(
                answer.head().getCode(),
                location == null ? Optional.empty() : uri(location.getValue()),
                answer.text(),
                certificate(context));
    }

    private static Optional<ServedCertificate> certificate(HttpClientContext context) {
        return Optional.ofNullable(context.getSSLSession()).flatMap(ServedCertificate::of);
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    static URI address(PageAnswers page) {
        String port = page.entrance().getPort() < 0 ? "" : ":" + page.entrance().getPort();
        return URI.create(page.entrance().getScheme()
                + "://"
                + page.hostname()
                + port
                + page.check().path());
    }

    private static String expectation(PageAnswers page) {
        String what = page.signIn().isAsked()
                ? "asks for the sign-in"
                : page.check().status().map(s -> "answers " + s).orElse("answers");
        return "%s%s %s".formatted(page.hostname(), page.check().path(), what);
    }
}
