package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.HashingException;
import io.deviceregistration.core.key.KeyGenerator;
import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SecretHasher} must do. Extend it and say how your hasher is made. */
public abstract class SecretHasherContract {

    private static final int THREADS = 8;
    private static final int CHECKS_PER_THREAD = 50;

    /** Short enough to catch a piece of a secret, long enough never to occur in a hash by chance. */
    private static final int TELLING_PIECE = 8;

    /** Where a key's text holds the secret: after prefix and id, before the checksum. */
    private static final int SECRET_START = 30;

    private static final int SECRET_END = 82;

    private final KeyGenerator keys = new KeyGenerator(new SecureRandom());
    private final PlainKey key = keys.generate(KeyKind.DEVICE);

    private SecretHasher hasher;

    /** For the framework. */
    protected SecretHasherContract() {}

    /**
     * A new hasher. All that one test asks for have the same configuration, as if the process had been started again,
     * and let at least 8 threads in at once, running or waiting.
     */
    protected abstract SecretHasher createHasher();

    @BeforeEach
    final void create_the_hasher() {
        hasher = createHasher();
    }

    @Test
    final void recognizes_a_key_by_its_hash() {
        assertThat(hasher.check(key, hasher.hash(key))).isEqualTo(HashCheck.MATCH);
    }

    @Test
    final void recognizes_keys_of_both_kinds() {
        PlainKey provisioning = keys.generate(KeyKind.PROVISIONING);

        assertThat(hasher.check(provisioning, hasher.hash(provisioning))).isEqualTo(HashCheck.MATCH);
    }

    @Test
    final void recognizes_a_key_by_every_hash_that_was_made_of_it() {
        StoredHash first = hasher.hash(key);
        StoredHash second = hasher.hash(key);

        assertThat(List.of(hasher.check(key, first), hasher.check(key, second))).containsOnly(HashCheck.MATCH);
    }

    @Test
    final void recognizes_a_key_by_a_hash_that_comes_back_from_a_store_after_a_restart() {
        String stored = hasher.hash(key).reveal();

        assertThat(createHasher().check(key, StoredHash.of(stored))).isEqualTo(HashCheck.MATCH);
    }

    @Test
    final void tells_other_keys_apart() {
        StoredHash stored = hasher.hash(key);

        assertThat(hasher.check(keys.generate(KeyKind.DEVICE), stored)).isEqualTo(HashCheck.MISMATCH);
    }

    @Test
    final void tells_another_secret_of_the_same_id_apart() {
        StoredHash stored = hasher.hash(key);

        assertThat(hasher.check(keys.generate(KeyKind.DEVICE, key.id()), stored))
                .isEqualTo(HashCheck.MISMATCH);
    }

    @Test
    final void makes_another_hash_of_another_key() {
        assertThat(hasher.hash(key)).isNotEqualTo(hasher.hash(keys.generate(KeyKind.DEVICE, key.id())));
    }

    @Test
    final void keeps_every_piece_of_the_secret_out_of_the_hash() {
        String secret = key.reveal().substring(SECRET_START, SECRET_END);
        List<String> pieces = IntStream.rangeClosed(0, secret.length() - TELLING_PIECE)
                .mapToObj(start -> secret.substring(start, start + TELLING_PIECE))
                .toList();

        assertThat(readings(hasher.hash(key)))
                .allSatisfy(reading -> assertThat(reading).doesNotContain(pieces));
    }

    @Test
    final void shows_nothing_of_the_hash_as_text() {
        StoredHash stored = hasher.hash(key);

        assertThat(stored.toString()).doesNotContain(lastField(stored));
    }

    @Test
    final void makes_hashes_that_every_store_has_room_for() {
        assertThat(hasher.hash(key).reveal()).hasSizeLessThanOrEqualTo(StoredHash.MAX_LENGTH);
    }

    @Test
    final void refuses_a_truncated_hash() {
        String whole = hasher.hash(key).reveal();

        for (int end = whole.indexOf('$', 1) + 1; end < whole.length(); end++) {
            refusesWithoutShowing(StoredHash.of(whole.substring(0, end)), whole);
        }
    }

    @Test
    final void refuses_a_hash_with_something_after_it() {
        String whole = hasher.hash(key).reveal();

        refusesWithoutShowing(StoredHash.of(whole + "A"), whole);
        refusesWithoutShowing(StoredHash.of(whole + "$"), whole);
    }

    @Test
    final void refuses_a_hash_of_a_scheme_that_it_does_not_know() {
        StoredHash stored = hasher.hash(key);
        String whole = stored.reveal();

        refusesWithoutShowing(StoredHash.of("$unheard-of" + whole.substring(whole.indexOf('$', 1))), whole);
        refusesWithoutShowing(StoredHash.of("$" + lastField(stored) + "$"), whole);
    }

    @Test
    final void never_recognizes_a_key_by_an_altered_hash() {
        StoredHash stored = hasher.hash(key);
        int start = stored.reveal().length() - lastField(stored).length();
        char other = stored.reveal().charAt(start) == 'A' ? 'B' : 'A';
        StringBuilder altered = new StringBuilder(stored.reveal());
        altered.setCharAt(start, other);

        try {
            assertThat(hasher.check(key, StoredHash.of(altered.toString()))).isEqualTo(HashCheck.MISMATCH);
        } catch (HashingException noticedTheDamage) {
            // Just as good.
        }
    }

    @Test
    final void serves_many_threads_at_once_without_mixing_up_their_keys() throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        Callable<List<HashCheck>> genuineAndFalseKeysByTurns = () -> {
            PlainKey genuine = keys.generate(KeyKind.DEVICE);
            PlainKey wrong = keys.generate(KeyKind.DEVICE, genuine.id());
            List<HashCheck> checks = new ArrayList<>();
            start.await();
            StoredHash stored = hasher.hash(genuine);
            for (int i = 0; i < CHECKS_PER_THREAD; i++) {
                checks.add(hasher.check(genuine, stored));
                checks.add(hasher.check(wrong, stored));
            }
            return checks;
        };
        List<HashCheck> expected = Stream.generate(() -> List.of(HashCheck.MATCH, HashCheck.MISMATCH))
                .limit(CHECKS_PER_THREAD)
                .flatMap(List::stream)
                .toList();

        assertThat(onManyThreads(genuineAndFalseKeysByTurns))
                .allSatisfy(checks -> assertThat(checks).isEqualTo(expected));
    }

    private static <T> List<T> onManyThreads(Callable<T> task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result :
                    threads.invokeAll(Stream.generate(() -> task).limit(THREADS).toList())) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private void refusesWithoutShowing(StoredHash bad, String whole) {
        int hash = whole.lastIndexOf('$') + 1;
        String telling = whole.substring(hash, hash + TELLING_PIECE);

        assertThatExceptionOfType(HashingException.class)
                .isThrownBy(() -> hasher.check(key, bad))
                .satisfies(refusal -> assertThat(refusal)
                        .extracting(SecretHasherContract::everythingIn)
                        .asString()
                        .doesNotContain(telling, key.reveal()));
    }

    private static String everythingIn(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .map(Throwable::toString)
                .reduce("", String::concat);
    }

    /** The hash as it stands, and what its fields are in base64. */
    private static List<String> readings(StoredHash stored) {
        List<String> readings = new ArrayList<>(List.of(stored.reveal()));
        for (String field : stored.reveal().split("\\$", -1)) {
            try {
                readings.add(new String(Base64.getDecoder().decode(field), StandardCharsets.ISO_8859_1));
            } catch (IllegalArgumentException notBase64) {
                readings.add(field);
            }
        }
        return readings;
    }

    private static String lastField(StoredHash stored) {
        return stored.reveal().substring(stored.reveal().lastIndexOf('$') + 1);
    }
}
