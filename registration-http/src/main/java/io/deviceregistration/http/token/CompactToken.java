package io.deviceregistration.http.token;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;

/** A token as it came, taken apart. */
final class CompactToken {

    private CompactToken() {}

    /** @throws ParseException if it is malformed in any way: the library stumbles over a header that is {@code null} */
    static JWT parse(String token) throws ParseException {
        try {
            return JWTParser.parse(token);
        } catch (RuntimeException e) {
            throw new ParseException("not a JWT", 0);
        }
    }
}
