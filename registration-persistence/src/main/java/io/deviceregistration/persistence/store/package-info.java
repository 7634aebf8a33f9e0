/** The stores: provisioning keys and devices in a relational database, through Jdbi, HikariCP and Liquibase. */
@NullMarked
package io.deviceregistration.persistence.store;

import org.jspecify.annotations.NullMarked;
