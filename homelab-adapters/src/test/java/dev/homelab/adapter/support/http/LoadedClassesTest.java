// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** OkHttp 3.14.9 gets no fixes any more. That is no matter as long as only its types are used, and never its client. */
class LoadedClassesTest {

    @Test
    void anApiIsCalledWithoutTheOldClient() throws Exception {
        try (Echo server = new Echo();
                Watched classes = new Watched()) {
            Class<?> caller = classes.loadClass(Caller.class.getName());

            Object answer = caller.getMethod("call", URI.class).invoke(null, server.uri());

            assertThat(answer).isEqualTo(Map.of("greeting", "nobody"));
            assertThat(classes.loaded).contains("okhttp3.Request", "retrofit2.Retrofit");
            assertThat(classes.loaded)
                    .noneMatch(name -> Pattern.matches(
                            "okhttp3\\.(OkHttpClient|RealCall|ConnectionPool|CertificatePinner)(\\$.*)?"
                                    + "|okhttp3\\.internal\\.(http1|http2|connection|tls|cache|platform)\\..*|okio\\.GzipSource",
                            name));
        }
    }

    /** Calls an API, in whatever class loader it was loaded by. */
    public static final class Caller {

        private Caller() {}

        public static Object call(URI address) throws Exception {
            try (Http http = new Http()) {
                Object body = new Apis(http)
                        .api(Pings.class, address, Map::of)
                        .ping()
                        .execute()
                        .body();
                return body == null ? "nothing" : body;
            }
        }
    }

    /** Loads everything anew, and remembers the names. */
    private static final class Watched extends URLClassLoader {

        final Set<String> loaded = new ConcurrentSkipListSet<>();

        Watched() throws MalformedURLException {
            super(classPath(), ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            loaded.add(name);
            return super.findClass(name);
        }

        private static URL[] classPath() throws MalformedURLException {
            String[] entries = System.getProperty("java.class.path").split(File.pathSeparator, -1);
            URL[] urls = new URL[entries.length];
            for (int i = 0; i < entries.length; i++) {
                urls[i] = Path.of(entries[i]).toUri().toURL();
            }
            return urls;
        }
    }
}
