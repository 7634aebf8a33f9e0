package io.deviceregistration.http;

import io.deviceregistration.core.DeviceRegistration;
import io.deviceregistration.core.audit.AuditFilter;
import io.deviceregistration.core.audit.ListAuditEvents;
import io.deviceregistration.core.tenant.Administrator;
import io.deviceregistration.core.tenant.Subject;
import io.javalin.http.Context;

/** What administrators read of who did what. */
final class AuditRoutes {

    private final DeviceRegistration registration;
    private final Credentials credentials;

    AuditRoutes(DeviceRegistration registration, Credentials credentials) {
        this.registration = registration;
        this.credentials = credentials;
    }

    void addTo(Routes routes) {
        routes.get("/api/v1/audit", this::list);
    }

    private void list(Context ctx) {
        Administrator by = credentials.administrator(ctx);
        ListQuery query = new ListQuery(ctx);
        AuditFilter filter =
                new AuditFilter(query.filter("object_id", Ids::parse), query.filter("actor_id", AuditRoutes::actor));
        ListAuditEvents.Command command = new ListAuditEvents.Command(by.tenant(), filter, query.page());
        Answers.json(
                ctx,
                200,
                ListResponse.of(registration.listAuditEvents().execute(command), AuditEventResponse::of, query));
    }

    /** A key's or device's id would do for a subject. What none could be, not every database can look for. */
    private static String actor(String text) {
        return new Subject(text).value();
    }
}
