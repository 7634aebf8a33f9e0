package io.deviceregistration.persistence.tds;

import io.deviceregistration.persistence.tds.ClientRequest.Attention;
import io.deviceregistration.persistence.tds.ClientRequest.Disconnect;
import io.deviceregistration.persistence.tds.ClientRequest.Login;
import io.deviceregistration.persistence.tds.Reply.Cut;
import io.deviceregistration.persistence.tds.Reply.Failure;
import io.deviceregistration.persistence.tds.Reply.Stalled;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One connection. A thread of its own reads; answers are written by it too, or by whoever releases a stalled request.
 * Everything but reading happens under the session's lock.
 */
final class Session implements Runnable {

    private final int connection;
    private final Socket socket;
    private final Packets packets;
    private final Script script;
    private final Recorder recorder;
    private final OpenTransaction transaction;
    private final Answers answers;
    private final RequestReader requests;

    private final Deque<ClientRequest> unanswered = new ArrayDeque<>();
    private @Nullable ClientRequest stalled;
    private boolean ended;

    Session(int connection, Socket socket, Script script, Recorder recorder) throws IOException {
        this.connection = connection;
        this.socket = socket;
        this.packets = new Packets(socket.getInputStream(), socket.getOutputStream());
        this.script = script;
        this.recorder = recorder;
        this.transaction = new OpenTransaction(recorder);
        this.answers = new Answers(transaction);
        this.requests = new RequestReader(connection, transaction);
    }

    @Override
    public void run() {
        try {
            for (Packets.Message message = packets.read(); message != null; message = packets.read()) {
                handle(message);
            }
        } catch (IOException e) {
            // The client or the script has closed the connection.
        } catch (RuntimeException | AssertionError e) {
            refuse(e);
        } finally {
            end();
        }
    }

    private synchronized void handle(Packets.Message message) throws IOException {
        if (message.type() == Packets.ATTENTION) {
            stop();
        } else if (stalled != null) {
            throw new ProtocolViolation("a message of type " + message.type() + " before the last one's answer");
        } else {
            for (ClientRequest request : requests.read(message, answers.tokens())) {
                recorder.add(request);
                unanswered.add(request);
            }
            proceed();
        }
    }

    private void proceed() throws IOException {
        while (!unanswered.isEmpty() && stalled == null && !ended) {
            ClientRequest request = unanswered.remove();
            Reply reply = script.replyTo(request);
            if (reply instanceof Stalled stall && stall.stall().holds(() -> resume(request))) {
                stalled = request;
            } else {
                answer(request, reply instanceof Stalled ? Reply.usual() : reply);
            }
        }
        if (stalled == null && !ended) {
            packets.write(answers.take());
        }
    }

    private synchronized void resume(ClientRequest request) {
        if (stalled != request) {
            // The client gave it up, and may be waiting for something else by now.
            return;
        }
        stalled = null;
        try {
            answer(request, Reply.usual());
            proceed();
        } catch (IOException e) {
            // The client didn't wait for the answer.
        }
    }

    private void answer(ClientRequest request, Reply reply) throws IOException {
        answers.add(request, reply, unanswered.isEmpty());
        if (reply instanceof Cut) {
            end();
        } else if (reply instanceof Failure failure && (failure.endsConnection() || request instanceof Login)) {
            endWith(answers.take());
        }
    }

    /** The stopped statement's answer ends with an error, and the acknowledgement follows as a message of its own. */
    private void stop() throws IOException {
        recorder.add(new Attention(connection));
        if (stalled != null) {
            stalled = null;
            unanswered.clear();
            answers.tokens().done(Tokens.DONE, Tokens.ERROR, 0, 0);
            packets.write(answers.take());
        }
        answers.tokens().done(Tokens.DONE, Tokens.ATTENTION, 0, 0);
        packets.write(answers.take());
    }

    /** Tells the client too, so that its test fails at once. */
    private synchronized void refuse(Throwable e) {
        recorder.violation("connection " + connection + ": " + e);
        Failure failure = new Failure(50000, 1, 20, "the scripted endpoint doesn't understand this: " + e);
        try {
            endWith(new Tokens()
                    .failure(failure)
                    .done(Tokens.DONE, Tokens.ERROR, 0, 0)
                    .toBytes());
        } catch (IOException clientIsGone) {
            // The violation is on record.
        }
    }

    private void endWith(byte[] lastAnswer) throws IOException {
        recordEnd();
        packets.write(lastAnswer);
        end();
    }

    /** Ends the connection, from either side; may be called by any thread, and again. */
    synchronized void end() {
        recordEnd();
        try {
            socket.close();
        } catch (IOException e) {
            recorder.violation("connection " + connection + ": " + e);
        }
    }

    /** What became of the transaction is on record before the client can see that the connection ended. */
    private void recordEnd() {
        if (!ended) {
            ended = true;
            stalled = null;
            transaction.rollBack(new Tokens());
            recorder.add(new Disconnect(connection));
        }
    }
}
