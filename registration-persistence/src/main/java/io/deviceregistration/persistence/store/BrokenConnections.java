package io.deviceregistration.persistence.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/** Has the pool drop a connection whose database went away, rather than hand it out again. */
final class BrokenConnections implements SQLExceptionOverride {

    private final Dialect dialect;

    BrokenConnections(Dialect dialect) {
        this.dialect = dialect;
    }

    @java.lang.Override
    public Override adjudicate(SQLException e) {
        return dialect.failure(e) == Failure.BROKEN ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
