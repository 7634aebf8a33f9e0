package io.deviceregistration.app;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.InetAddress;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import kotlin.jvm.functions.Function1;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.NettyWrapper;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.OAuth2HttpServer;
import no.nav.security.mock.oauth2.http.Ssl;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import okhttp3.HttpUrl;

/** A whole OpenID provider on a port of its own, for the audience {@link #AUDIENCE}; it counts the calls it gets. */
public final class TestIdentityProvider implements AutoCloseable {

    public static final String AUDIENCE = "api://device-registration";

    private static final String REALM = "realm";

    private final Clock clock;
    private final AtomicInteger calls = new AtomicInteger();
    private MockOAuth2Server server;
    private final int port;

    public TestIdentityProvider(Clock clock) {
        this.clock = clock;
        this.server = serve(0);
        this.port = server.url("").port();
    }

    public String issuer() {
        return "http://localhost:" + port + "/" + REALM;
    }

    /** The settings that have the app accept its tokens. */
    Map<Setting, String> settings() {
        return Map.of(Setting.JWT_ISSUER, issuer(), Setting.JWT_AUDIENCE, AUDIENCE);
    }

    /** Has the next one who signs in be the administrator of a tenant. */
    public void expectAdministrator(String tenant) {
        expectAdministrator(tenant, 3600);
    }

    /** Likewise, with a token of so many seconds. */
    public void expectAdministrator(String tenant, long seconds) {
        server.enqueueCallback(new DefaultOAuth2TokenCallback(
                REALM,
                "alice",
                "JWT",
                List.of(AUDIENCE),
                Map.of("tid", tenant, "roles", List.of("edge-admin"), "name", "Alice of " + tenant),
                seconds));
    }

    /** A token for the administrator of a tenant. */
    public String administrator(String tenant) {
        return token(REALM, Map.of("tid", tenant, "roles", List.of("edge-admin")));
    }

    /** A token with these claims. */
    public String token(Map<String, Object> claims) {
        return token(REALM, claims);
    }

    /** A token with these claims, as any of its issuers. */
    String token(String realm, Map<String, Object> claims) {
        return token(realm, AUDIENCE, 3600, claims);
    }

    String token(String realm, String audience, long seconds, Map<String, Object> claims) {
        return server.issueToken(
                        realm,
                        "client",
                        new DefaultOAuth2TokenCallback(realm, "alice", "JWT", List.of(audience), claims, seconds))
                .serialize();
    }

    /** An administrator's token with a header and a signature of somebody else's making. */
    static String forged(String token, JWSAlgorithm algorithm, String keyId, JWSSigner signer) {
        try {
            JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
            SignedJWT forged =
                    new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
            forged.sign(signer);
            return forged.serialize();
        } catch (ParseException | JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static JWSSigner someKey() {
        try {
            return new RSASSASigner(new RSAKeyGenerator(2048).generate());
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** The key that checks its tokens. */
    RSAKey publicKey() {
        return server.getConfig()
                .getTokenProvider()
                .publicJwkSet(REALM)
                .getKeys()
                .get(0)
                .toRSAKey();
    }

    int calls() {
        return calls.get();
    }

    void stop() {
        server.shutdown();
    }

    void startAgain() {
        server = serve(port);
    }

    @Override
    public void close() {
        stop();
    }

    private MockOAuth2Server serve(int wanted) {
        MockOAuth2Server started = new MockOAuth2Server(new OAuth2Config(
                false,
                null,
                null,
                false,
                new OAuth2TokenProvider(new KeyProvider(), clock::instant),
                Set.of(),
                new CountingServer()));
        started.start(InetAddress.getLoopbackAddress(), wanted);
        return started;
    }

    private final class CountingServer implements OAuth2HttpServer {

        private final OAuth2HttpServer netty = new NettyWrapper();

        @Override
        public OAuth2HttpServer start(
                InetAddress address, int wanted, Function1<? super OAuth2HttpRequest, OAuth2HttpResponse> handler) {
            return netty.start(address, wanted, request -> {
                calls.incrementAndGet();
                return handler.invoke(request);
            });
        }

        @Override
        public OAuth2HttpServer start(int wanted, Function1<? super OAuth2HttpRequest, OAuth2HttpResponse> handler) {
            return start(InetAddress.getLoopbackAddress(), wanted, handler);
        }

        @Override
        public OAuth2HttpServer start(Function1<? super OAuth2HttpRequest, OAuth2HttpResponse> handler) {
            return start(0, handler);
        }

        @Override
        public OAuth2HttpServer stop() {
            return netty.stop();
        }

        @Override
        public void close() {
            netty.close();
        }

        @Override
        public int port() {
            return netty.port();
        }

        @Override
        public HttpUrl url(String path) {
            return netty.url(path);
        }

        @Override
        public Ssl sslConfig() {
            return netty.sslConfig();
        }
    }
}
