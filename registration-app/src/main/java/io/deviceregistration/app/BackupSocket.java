package io.deviceregistration.app;

import io.deviceregistration.core.fault.StorageException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the app that has the embedded database hands out copies of it: a Unix domain socket, in a folder of the data folder
 * that is the owner's alone. Whoever connects is answered with one copy, one after the other.
 */
final class BackupSocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackupSocket.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final long STOP_SECONDS = 5;

    private final Settings settings;
    private final ServerSocketChannel server;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable EmbeddedCopy copy;

    private BackupSocket(Settings settings, ServerSocketChannel server) {
        this.settings = settings;
        this.server = server;
        this.thread = new Thread(this::serve, "backups");
        thread.setDaemon(true);
    }

    /**
     * Listens, for who has the database's file to itself. Where that can't be, a line in the log says so, and the app does
     * without.
     */
    static Optional<BackupSocket> listen(Settings settings) {
        Path file = file(settings.dataDir());
        try {
            makeFolder(settings.dataDir());
            // Left behind by a process that was killed: this one has the database.
            Files.deleteIfExists(file);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                server.bind(UnixDomainSocketAddress.of(file));
            } catch (IOException e) {
                server.close();
                throw e;
            }
            BackupSocket socket = new BackupSocket(settings, server);
            socket.thread.start();
            return Optional.of(socket);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("no backups while this app runs: no socket can be made at {}: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private static Path file(Path dataDir) {
        return folder(dataDir).resolve("socket");
    }

    private static Path folder(Path dataDir) {
        return dataDir.resolve("backup-socket");
    }

    private static void makeFolder(Path dataDir) throws IOException {
        boolean posix = Files.getFileStore(dataDir).supportsFileAttributeView("posix");
        Path folder = folder(dataDir);
        try {
            if (posix) {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } else {
                Files.createDirectory(folder);
            }
        } catch (FileAlreadyExistsException e) {
            if (posix) {
                Files.setPosixFilePermissions(folder, OWNER_ONLY);
            }
        }
    }

    private void serve() {
        while (!closed) {
            try {
                answer(server.accept());
            } catch (ClosedChannelException e) {
                LOG.debug("the backup's socket is closed");
                return;
            } catch (IOException e) {
                LOG.warn("backups can't be asked for just now: {}", e.getMessage());
                rest();
            }
        }
    }

    /** Whatever keeps connections from being made, such as too many open files, is not over at once. */
    private static void rest() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(SocketChannel caller) {
        try (caller) {
            answer(new DataOutputStream(Channels.newOutputStream(caller)));
        } catch (IOException e) {
            LOG.warn("a backup was not handed out: {}", e.getMessage());
        }
    }

    /** Whether there is a copy; then its size and itself, or why not. */
    private void answer(DataOutputStream out) throws IOException {
        try (EmbeddedCopy made = new EmbeddedCopy(settings)) {
            copy = made;
            if (closed) {
                made.cancel();
            }
            Path file = made.make();
            out.writeBoolean(true);
            out.writeLong(Files.size(file));
            Files.copy(file, out);
        } catch (StorageException | CannotStartException e) {
            out.writeBoolean(false);
            out.writeUTF(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("unexpected", e);
            out.writeBoolean(false);
            out.writeUTF("unexpected " + e.getClass().getSimpleName() + ", see the app's log");
        } finally {
            copy = null;
        }
    }

    /** A connection to the app that has this data folder's database; empty if none runs. */
    static Optional<SocketChannel> connect(Path dataDir) {
        try {
            return Optional.of(SocketChannel.open(UnixDomainSocketAddress.of(file(dataDir))));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * What comes through such a connection.
     *
     * @throws CannotStartException if the app says why there is no copy, or ends or breaks off before there is one
     */
    static void receive(SocketChannel app, Receiver receiver) throws IOException {
        try (DataInputStream in = new DataInputStream(Channels.newInputStream(app))) {
            if (!in.readBoolean()) {
                throw new CannotStartException(in.readUTF());
            }
            receiver.receive(in, in.readLong());
        } catch (EOFException e) {
            throw new CannotStartException(
                    "the app ended, or broke off, before the backup was complete; its log says why");
        }
    }

    /** Takes a database of so many bytes. */
    interface Receiver {
        void receive(DataInputStream database, long size) throws IOException;
    }

    /** Ends what is under way, and waits a moment for that. */
    @Override
    public void close() {
        closed = true;
        EmbeddedCopy underWay = copy;
        if (underWay != null) {
            underWay.cancel();
        }
        try (server) {
            Files.deleteIfExists(file(settings.dataDir()));
            Files.deleteIfExists(folder(settings.dataDir()));
        } catch (IOException e) {
            LOG.warn("the backup's socket can't be closed: {}", e.getMessage());
        }
        try {
            TimeUnit.SECONDS.timedJoin(thread, STOP_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
