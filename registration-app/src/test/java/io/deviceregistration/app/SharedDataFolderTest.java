package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share a data folder and start at once, here as threads. */
class SharedDataFolderTest {

    private static final int STARTS = 8;

    @TempDir
    Path parent;

    @RepeatedTest(20)
    void has_one_development_key_for_all_who_start_at_once() throws Exception {
        Path folder = parent.resolve("below/data");
        CyclicBarrier start = new CyclicBarrier(STARTS);
        ExecutorService threads = Executors.newFixedThreadPool(STARTS);
        List<Future<byte[]>> keys = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            keys.add(threads.submit(() -> {
                start.await(1, TimeUnit.MINUTES);
                DataFolder.create(folder);
                return DevelopmentKeyFile.readOrCreate(folder, new SecureRandom());
            }));
        }
        threads.shutdown();
        byte[] first = keys.get(0).get();
        for (Future<byte[]> key : keys) {
            assertThat(key.get()).isEqualTo(first);
        }
        assertThat(folder).isDirectoryContaining("glob:**development-token.key");
        assertThat(folder.toFile().list()).hasSize(1);
    }
}
