package io.deviceregistration.app.guard;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.extensions.filters.http.buffer.v3.Buffer;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute;
import io.envoyproxy.envoy.extensions.filters.http.header_mutation.v3.HeaderMutation;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import java.io.IOException;
import java.util.List;

/** A configuration as Envoy reads it: into the messages of its API, which know every field that there is. */
record EnvoyFile(Bootstrap bootstrap, HttpConnectionManager http) {

    private static final TypeRegistry TYPES = TypeRegistry.newBuilder()
            .add(List.of(
                    HttpConnectionManager.getDescriptor(),
                    HeaderMutation.getDescriptor(),
                    ExtAuthz.getDescriptor(),
                    ExtAuthzPerRoute.getDescriptor(),
                    Buffer.getDescriptor(),
                    Router.getDescriptor(),
                    HttpProtocolOptions.getDescriptor(),
                    DownstreamTlsContext.getDescriptor()))
            .build();

    /** @throws IOException if the API has no such field, or no such value of it */
    static EnvoyFile read(GuardFile file) throws IOException {
        Bootstrap.Builder builder = Bootstrap.newBuilder();
        JsonFormat.parser().usingTypeRegistry(TYPES).merge(new ObjectMapper().writeValueAsString(file.yaml()), builder);
        Bootstrap bootstrap = builder.build();
        Any connectionManager = bootstrap
                .getStaticResources()
                .getListeners(0)
                .getFilterChains(0)
                .getFilters(0)
                .getTypedConfig();
        return new EnvoyFile(bootstrap, connectionManager.unpack(HttpConnectionManager.class));
    }

    /** The configuration of the one filter of this type. */
    <T extends Message> T filter(Class<T> type) throws IOException {
        for (HttpFilter filter : http.getHttpFiltersList()) {
            if (filter.getTypedConfig().is(type)) {
                return filter.getTypedConfig().unpack(type);
            }
        }
        throw new AssertionError("no filter is " + type);
    }
}
