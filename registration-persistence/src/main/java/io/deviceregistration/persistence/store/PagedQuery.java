package io.deviceregistration.persistence.store;

import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import io.deviceregistration.core.tenant.TenantId;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/** A list by keyset: a tenant's rows that meet some conditions, in descending order of a time and the id. */
final class PagedQuery {

    private final StringBuilder sql;
    private final String timeColumn;
    private final Dialect dialect;
    private final List<Consumer<Query>> bindings = new ArrayList<>();

    PagedQuery(String columns, String table, String timeColumn, TenantId tenant, Dialect dialect) {
        this.sql = new StringBuilder("SELECT " + columns + " FROM " + table + " WHERE tenant_id = :tenant");
        this.timeColumn = timeColumn;
        this.dialect = dialect;
        bindings.add(query -> query.bind("tenant", tenant.value()));
    }

    PagedQuery and(String condition) {
        sql.append(" AND ").append(condition);
        return this;
    }

    PagedQuery and(String condition, String name, Object value) {
        bindings.add(query -> query.bind(name, value));
        return and(condition);
    }

    /** A condition on text that people typed. */
    PagedQuery andText(String condition, String name, String value) {
        bindings.add(query -> query.bindBySqlType(name, value, dialect.unicode()));
        return and(condition);
    }

    PagedQuery bindTime(String name, Instant time) {
        bindings.add(query -> query.bindBySqlType(name, Columns.utc(time), Types.TIMESTAMP_WITH_TIMEZONE));
        return this;
    }

    <T> Page<T> read(Transactions transactions, PageRequest page, RowMapper<T> mapper, Function<T, Position> position) {
        Position after = page.after();
        if (after != null) {
            // The first half by itself is a range of the index, which a database wouldn't find in the whole.
            and("%1$s <= :after AND (%1$s < :after OR id < :afterId)".formatted(timeColumn), "afterId", after.id())
                    .bindTime("after", after.at());
        }
        sql.append(" ORDER BY ").append(timeColumn).append(" DESC, id DESC");
        sql.append(" OFFSET 0 ROWS FETCH NEXT ").append(page.limit() + 1).append(" ROWS ONLY");
        return transactions.query(handle -> {
            Query query = handle.createQuery(sql.toString());
            bindings.forEach(binding -> binding.accept(query));
            return Page.of(query.map(mapper).list(), page, position);
        });
    }
}
