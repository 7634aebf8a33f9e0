package io.deviceregistration.http;

import java.util.Locale;

/** Every kind of error that an answer can name, with its status and title. */
enum ProblemCode {
    MALFORMED_JSON(400, "The body is not a JSON object"),
    INVALID_REQUEST(400, "The request is invalid"),
    INVALID_CURSOR(400, "The cursor is invalid"),
    MISSING_CREDENTIALS(401, "Credentials are missing"),
    INVALID_PROVISIONING_KEY(401, "The provisioning key is invalid"),
    INVALID_DEVICE_KEY(401, "The device key is invalid"),
    INVALID_TOKEN(401, "The token is invalid"),
    PROVISIONING_KEY_REVOKED(403, "The provisioning key is revoked"),
    PROVISIONING_KEY_EXPIRED(403, "The provisioning key has expired"),
    PROVISIONING_KEY_EXHAUSTED(403, "The provisioning key is used up"),
    DEVICE_DISABLED(403, "The device is disabled"),
    NOT_AN_ADMINISTRATOR(403, "Only administrators may do this"),
    FOREIGN_ORIGIN(403, "Only this service's own page may do this"),
    NOT_FOUND(404, "There is no such thing here"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    REQUEST_TIMEOUT(408, "The request took too long to arrive"),
    DEVICE_NAME_TAKEN(409, "The device name is taken"),
    ALREADY_REGISTERED(409, "The device is registered already"),
    IDEMPOTENCY_KEY_REUSED(409, "The idempotency key was used for another request"),
    BODY_TOO_LARGE(413, "The body is too large"),
    URI_TOO_LONG(414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
    TOO_MANY_REQUESTS(429, "Too many credentials failed"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    INTERNAL_ERROR(500, "Something went wrong here"),
    OVERLOADED(503, "The service is busy"),
    STORAGE_UNAVAILABLE(503, "The database can't be reached"),
    IDENTITY_PROVIDER_UNAVAILABLE(503, "The identity provider can't be reached");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** The code as clients see it. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
