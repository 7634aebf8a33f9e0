package io.deviceregistration.app;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;

/** Log lines as JSON objects, without what is the same in all of them, and with secrets taken out. */
final class RedactingJsonEncoder extends JsonEncoder {

    RedactingJsonEncoder() {
        setWithSequenceNumber(false);
        setWithNanoseconds(false);
        setWithContext(false);
        // The message with its arguments in it says the same.
        setWithMessage(false);
        setWithArguments(false);
        setWithFormattedMessage(true);
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = new String(super.encode(event), StandardCharsets.UTF_8);
        return Redaction.ofJson(line).getBytes(StandardCharsets.UTF_8);
    }
}
