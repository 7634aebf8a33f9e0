package io.deviceregistration.embedding;

import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.testkit.SecretHasherContract;
import java.util.Map;

/** The other team's proof. */
final class HmacSha512SecretHasherTest extends SecretHasherContract {

    @Override
    protected SecretHasher createHasher() {
        return new HmacSha512Provider().create(Map.of("secret", "a secret of enough characters, for tests"));
    }
}
