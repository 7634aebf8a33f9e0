package io.deviceregistration.persistence.hashing;

import io.deviceregistration.core.key.KeyKind;
import io.deviceregistration.core.key.PlainKey;
import io.deviceregistration.core.key.SecretHasher;
import io.deviceregistration.core.key.StoredHash;

/** Run by {@link FastestArgon2Test}: checks one hash and makes another, of a key made for that test alone. */
final class HashesInAnotherProcess {

    private HashesInAnotherProcess() {}

    public static void main(String[] keyAndHash) {
        PlainKey key = PlainKey.parse(KeyKind.DEVICE, keyAndHash[0]).orElseThrow();
        SecretHasher hasher = SecretHashing.create(HashingSettings.defaults());
        System.out.println("check: " + hasher.check(key, StoredHash.of(keyAndHash[1])));
        System.out.println("hash: " + hasher.hash(key).reveal());
    }
}
