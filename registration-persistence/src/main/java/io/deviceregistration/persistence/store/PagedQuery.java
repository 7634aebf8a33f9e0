package io.deviceregistration.persistence.store;

import io.deviceregistration.core.page.Page;
import io.deviceregistration.core.page.PageRequest;
import io.deviceregistration.core.page.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.mapper.RowMapper;

/** A list by keyset: the rows of a table that meet some conditions, in descending order of a time and the id. */
final class PagedQuery {

    private final StringBuilder sql;
    private final String timeColumn;
    private final Map<String, Object> bindings = new LinkedHashMap<>();

    PagedQuery(String columns, String table, String timeColumn, String condition, Object tenant) {
        this.sql = new StringBuilder("SELECT " + columns + " FROM " + table + " WHERE " + condition);
        this.timeColumn = timeColumn;
        this.bindings.put("tenant", tenant);
    }

    PagedQuery and(String condition) {
        sql.append(" AND ").append(condition);
        return this;
    }

    PagedQuery and(String condition, String name, Object value) {
        bindings.put(name, value);
        return and(condition);
    }

    <T> Page<T> read(Transactions transactions, PageRequest page, RowMapper<T> mapper, Function<T, Position> position) {
        Position after = page.after();
        if (after != null) {
            and("(%1$s < :after OR %1$s = :after AND id < :afterId)".formatted(timeColumn));
            bindings.put("after", Columns.utc(after.at()));
            bindings.put("afterId", after.id());
        }
        sql.append(" ORDER BY ").append(timeColumn).append(" DESC, id DESC");
        sql.append(" OFFSET 0 ROWS FETCH NEXT ").append(page.limit() + 1).append(" ROWS ONLY");
        return transactions.withHandle(handle -> Page.of(
                handle.createQuery(sql.toString()).bindMap(bindings).map(mapper).list(), page, position));
    }
}
