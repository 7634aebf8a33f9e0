package io.deviceregistration.core.testkit;

import io.deviceregistration.core.key.SecretHasher;

class FakeSecretHasherTest extends SecretHasherContract {

    @Override
    protected SecretHasher createHasher() {
        return new FakeSecretHasher();
    }
}
