package io.deviceregistration.http.token;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** An answer's body, given up as soon as it is too long. */
final class BoundedBody implements BodySubscriber<byte[]> {

    private final BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();
    private final int limit;
    private long received;
    private @Nullable Subscription subscription;

    private BoundedBody(int limit) {
        this.limit = limit;
    }

    static BodyHandler<byte[]> of(int limit) {
        return answer -> new BoundedBody(limit);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return bytes.getBody();
    }

    @Override
    public void onSubscribe(Subscription source) {
        subscription = source;
        bytes.onSubscribe(source);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        boolean over = received > limit;
        received += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (received <= limit) {
            bytes.onNext(buffers);
        } else if (!over && subscription != null) {
            subscription.cancel();
            bytes.onError(new IOException("it answers with more than " + limit + " bytes"));
        }
    }

    @Override
    public void onError(Throwable error) {
        bytes.onError(error);
    }

    @Override
    public void onComplete() {
        bytes.onComplete();
    }
}
