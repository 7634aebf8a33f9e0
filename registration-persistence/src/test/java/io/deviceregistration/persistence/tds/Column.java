package io.deviceregistration.persistence.tds;

import io.deviceregistration.persistence.tds.TdsType.Kind;

/** A column of a result; every column takes null. */
public record Column(String name, TdsType type) {

    public static Column uniqueidentifier(String name) {
        return new Column(name, new TdsType(Kind.UNIQUEIDENTIFIER, 16));
    }

    public static Column nvarchar(String name, int characters) {
        return new Column(name, new TdsType(Kind.NVARCHAR, characters));
    }

    public static Column nvarcharMax(String name) {
        return nvarchar(name, TdsType.MAX);
    }

    public static Column varchar(String name, int characters) {
        return new Column(name, new TdsType(Kind.VARCHAR, characters));
    }

    public static Column datetimeoffset(String name, int scale) {
        return new Column(name, new TdsType(Kind.DATETIMEOFFSET, scale));
    }

    public static Column integer(String name) {
        return new Column(name, new TdsType(Kind.INT, 4));
    }

    public static Column bigint(String name) {
        return new Column(name, new TdsType(Kind.INT, 8));
    }

    public static Column bit(String name) {
        return new Column(name, new TdsType(Kind.BIT, 1));
    }
}
