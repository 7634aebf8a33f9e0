package io.deviceregistration.persistence.store;

import java.util.logging.Level;
import liquibase.logging.Logger;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import org.slf4j.LoggerFactory;

/** Has Liquibase log where everything else here does, and a step more quietly: its progress is of use when it fails. */
final class LiquibaseLog extends AbstractLogService {

    @Override
    public int getPriority() {
        return PRIORITY_NOT_APPLICABLE;
    }

    @Override
    @SuppressWarnings("rawtypes") // As Liquibase declares it.
    public Logger getLog(Class source) {
        return new Forwarding(LoggerFactory.getLogger("liquibase"));
    }

    @SuppressWarnings("try") // Liquibase makes of every part of it something to be closed.
    private static final class Forwarding extends AbstractLogger {

        private final org.slf4j.Logger log;

        Forwarding(org.slf4j.Logger log) {
            this.log = log;
        }

        @Override
        public void log(Level level, String message, Throwable e) {
            // What ends a run is thrown as well. OFF is what Liquibase calls the level of what nobody need know.
            if (level.equals(Level.WARNING) || level.equals(Level.SEVERE)) {
                log.warn(message);
            }
            log.debug(message, e);
        }
    }
}
