package io.deviceregistration.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.deviceregistration.core.key.HashCheck;
import io.deviceregistration.core.key.HashingException;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The contract itself is tested: it must fail for each of these, and where it should. */
class BrokenSecretHashersTest {

    @Test
    void one_that_accepts_every_key_fails() {
        assertThat(failures(AcceptsEveryKey.class))
                .contains(
                        "tells_other_keys_apart()",
                        "tells_another_secret_of_the_same_id_apart()",
                        "never_recognizes_a_key_by_an_altered_hash()");
    }

    @Test
    void one_that_looks_at_ids_only_fails() {
        assertThat(failures(LooksAtIdsOnly.class))
                .contains("tells_another_secret_of_the_same_id_apart()", "makes_another_hash_of_another_key()");
    }

    @Test
    void one_that_stores_the_key_fails() {
        assertThat(failures(StoresTheKey.class)).containsExactly("keeps_every_piece_of_the_secret_out_of_the_hash()");
    }

    @Test
    void one_that_takes_a_damaged_hash_for_a_wrong_key_fails() {
        assertThat(failures(TakesDamageForMismatch.class))
                .containsExactlyInAnyOrder(
                        "refuses_a_truncated_hash()",
                        "refuses_a_hash_with_something_after_it()",
                        "refuses_a_hash_of_a_scheme_that_it_does_not_know()");
    }

    @Test
    void one_that_shows_hashes_when_it_refuses_them_fails() {
        assertThat(failures(ShowsHashes.class))
                .containsExactlyInAnyOrder(
                        "refuses_a_truncated_hash()",
                        "refuses_a_hash_with_something_after_it()",
                        "refuses_a_hash_of_a_scheme_that_it_does_not_know()");
    }

    @Test
    void one_that_forgets_its_hashes_on_a_restart_fails() {
        assertThat(failures(ForgetsOnRestart.class))
                .containsExactly("recognizes_a_key_by_a_hash_that_comes_back_from_a_store_after_a_restart()");
    }

    @Test
    void one_that_shares_state_between_threads_fails() {
        assertThat(failures(SharesState.class))
                .containsExactly("serves_many_threads_at_once_without_mixing_up_their_keys()");
    }

    private static List<String> failures(Class<? extends SecretHasherContract> contract) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(contract))
                .execute()
                .testEvents()
                .failed()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .toList();
    }

    private static class Honest implements SecretHasher {

        private final SecretHasher hasher = new FakeSecretHasher();

        @Override
        public StoredHash hash(PlainKey key) {
            return hasher.hash(key);
        }

        @Override
        public HashCheck check(PlainKey key, StoredHash stored) {
            return hasher.check(key, stored);
        }
    }

    static class AcceptsEveryKey extends SecretHasherContract {

        @Override
        protected SecretHasher createHasher() {
            return new Honest() {

                @Override
                public HashCheck check(PlainKey key, StoredHash stored) {
                    super.check(key, stored);
                    return HashCheck.MATCH;
                }
            };
        }
    }

    static class LooksAtIdsOnly extends SecretHasherContract {

        @Override
        protected SecretHasher createHasher() {
            return new Honest() {

                @Override
                public StoredHash hash(PlainKey key) {
                    return StoredHash.of("$id$" + key.id());
                }

                @Override
                public HashCheck check(PlainKey key, StoredHash stored) {
                    return hash(key).equals(stored) ? HashCheck.MATCH : HashCheck.MISMATCH;
                }
            };
        }
    }

    static class StoresTheKey extends SecretHasherContract {

        @Override
        protected SecretHasher createHasher() {
            return new Honest() {

                @Override
                public StoredHash hash(PlainKey key) {
                    String half = key.reveal().substring(40, 60);
                    return StoredHash.of(super.hash(key).reveal().replace("$sha256$", "$sha256$" + half + "$"));
                }

                @Override
                public HashCheck check(PlainKey key, StoredHash stored) {
                    int first = stored.reveal().indexOf('$', 1);
                    int second = stored.reveal().indexOf('$', first + 1);
                    if (second < 0) {
                        throw new HashingException("damaged");
                    }
                    return super.check(
                            key,
                            StoredHash.of(stored.reveal().substring(0, first)
                                    + stored.reveal().substring(second)));
                }
            };
        }
    }

    static class TakesDamageForMismatch extends SecretHasherContract {

        @Override
        protected SecretHasher createHasher() {
            return new Honest() {

                @Override
                public HashCheck check(PlainKey key, StoredHash stored) {
                    return hash(key).equals(stored) ? HashCheck.MATCH : HashCheck.MISMATCH;
                }
            };
        }
    }

    static class ShowsHashes extends SecretHasherContract {

        @Override
        protected SecretHasher createHasher() {
            return new Honest() {

                @Override
                public HashCheck check(PlainKey key, StoredHash stored) {
                    try {
                        return super.check(key, stored);
                    } catch (HashingException e) {
                        throw new HashingException("damaged", new IllegalArgumentException(stored.reveal()));
                    }
                }
            };
        }
    }

    static class ForgetsOnRestart extends SecretHasherContract {

        @Override
        protected SecretHasher createHasher() {
            Set<StoredHash> remembered = ConcurrentHashMap.newKeySet();
            return new Honest() {

                @Override
                public StoredHash hash(PlainKey key) {
                    StoredHash made = super.hash(key);
                    remembered.add(made);
                    return made;
                }

                @Override
                public HashCheck check(PlainKey key, StoredHash stored) {
                    HashCheck check = super.check(key, stored);
                    return remembered.contains(stored) ? check : HashCheck.MISMATCH;
                }
            };
        }
    }

    static class SharesState extends SecretHasherContract {

        @Override
        protected SecretHasher createHasher() {
            return new Honest() {

                private volatile PlainKey current;

                @Override
                public HashCheck check(PlainKey key, StoredHash stored) {
                    current = key;
                    Thread.yield();
                    return super.check(current, stored);
                }
            };
        }
    }
}
