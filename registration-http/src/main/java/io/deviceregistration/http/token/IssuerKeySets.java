package io.deviceregistration.http.token;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's keys as they are published now. The discovery document is read each time, so that an address that moved is
 * found at the next refresh.
 */
final class IssuerKeySets implements JWKSetSource<SecurityContext> {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeySets.class);

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final String NOTHING = "";
    private static final String NOT_ASKED_YET = "not asked yet";

    private final OidcSettings settings;
    private final JsonDocuments documents;

    /** What was wrong the last time: an outage is logged when it begins, when it changes, and when it ends. */
    private final AtomicReference<String> trouble = new AtomicReference<>(NOT_ASKED_YET);

    IssuerKeySets(OidcSettings settings, JsonDocuments documents) {
        this.settings = settings;
        this.documents = documents;
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long currentTime, SecurityContext context)
            throws JWKSetRetrievalException {
        try {
            JWKSet keys = publishedKeys();
            if (!NOTHING.equals(trouble.getAndSet(NOTHING))) {
                LOG.info("the issuer {} publishes {} keys", settings.issuer(), keys.size());
            }
            return keys;
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(trouble.getAndSet(reason))) {
                LOG.warn("the keys of the issuer {} can't be had: {}", settings.issuer(), reason);
            }
            throw new JWKSetRetrievalException(reason, e);
        }
    }

    private JWKSet publishedKeys() throws IOException {
        URI address = address();
        JWKSet keys = PublishedKeys.in(documents.fetch(address));
        if (keys.isEmpty()) {
            // Else a server that is out of order would have every token refused.
            throw new IOException(address + ": it has no key that could check a signature");
        }
        return keys;
    }

    private URI address() throws IOException {
        return settings.jwksUrl().isPresent() ? settings.jwksUrl().get() : discovered();
    }

    /** What the discovery document names, if it is this issuer's own (OpenID Connect Discovery 1.0, section 4.3). */
    private URI discovered() throws IOException {
        URI document = URI.create(settings.issuer().toString().replaceFirst("/$", "") + DISCOVERY);
        Map<String, Object> configuration = documents.fetch(document);
        if (!settings.issuer().toString().equals(configuration.get("issuer"))) {
            throw new IOException(
                    document + ": it is of another issuer than the one that is configured (a slash at the end counts)");
        }
        return keysAddress(document, configuration);
    }

    /** Where the keys of this document are: no https issuer's on a port of this machine, where others may listen. */
    URI keysAddress(URI document, Map<String, Object> configuration) throws IOException {
        if (!(configuration.get("jwks_uri") instanceof String text)) {
            throw new IOException(document + ": it has no jwks_uri");
        }
        try {
            URI keys = WebAddress.required("jwks_uri", URI.create(text));
            if (!WebAddress.isLoopback(keys) || WebAddress.isLoopback(settings.issuer())) {
                return keys;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new IOException(document + ": its jwks_uri must be an https URL");
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
