package io.deviceregistration.http;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request whose body is here already, up to its end or to what ended it early. */
final class LoadedRequest extends Request.Wrapper {

    private final Queue<Content.Chunk> chunks = new ArrayDeque<>();

    /** @param failure what reading comes upon after the body, or null for its end or whatever else is to come */
    LoadedRequest(Request request, byte[] body, @Nullable Throwable failure) {
        super(request);
        chunks.add(Content.Chunk.from(ByteBuffer.wrap(body), false));
        if (failure != null) {
            chunks.add(Content.Chunk.from(failure, true));
        }
    }

    @Override
    public Content.@Nullable Chunk read() {
        Content.Chunk chunk = chunks.poll();
        return chunk == null ? super.read() : chunk;
    }

    @Override
    public void demand(Runnable readable) {
        if (chunks.isEmpty()) {
            super.demand(readable);
        } else {
            readable.run();
        }
    }
}
