package io.deviceregistration.persistence.hashing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import de.mkammerer.argon2.Argon2Version;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class Argon2FunctionTest {

    /** RFC 9106, section 5.3. */
    private static final String RFC_9106_TAG = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659";

    private static final byte[] RFC_9106_PASSWORD = filled(32, 1);
    private static final byte[] RFC_9106_SALT = filled(16, 2);
    private static final byte[] RFC_9106_SECRET = filled(8, 3);
    private static final byte[] RFC_9106_ASSOCIATED_DATA = filled(12, 4);

    static Stream<Argon2Function> functions() {
        return Stream.of(new NativeArgon2(), new JavaArgon2());
    }

    /** The vectors of the reference implementation's own test, version 19. */
    @ParameterizedTest
    @MethodSource("functions")
    void agrees_with_the_reference_vectors(Argon2Function argon2) {
        assertThat(hex(argon2, new Argon2Cost(65_536, 2, 1)))
                .isEqualTo("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
        assertThat(hex(argon2, new Argon2Cost(256, 2, 1)))
                .isEqualTo("9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe");
        assertThat(hex(argon2, new Argon2Cost(256, 2, 2)))
                .isEqualTo("6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void leaves_the_arrays_to_the_caller(Argon2Function argon2) {
        byte[] secret = filled(89, 5);
        byte[] salt = filled(16, 6);

        argon2.hash(Argon2Cost.DEFAULT, secret, salt);

        assertThat(secret).isEqualTo(filled(89, 5));
        assertThat(salt).isEqualTo(filled(16, 6));
    }

    @ParameterizedTest
    @CsvSource({"8,1,1", "64,1,1", "65,3,1", "128,1,16", "1024,4,3", "19456,2,1"})
    void gives_the_same_bytes_in_c_and_in_java(int memoryKib, int iterations, int parallelism) {
        Argon2Cost cost = new Argon2Cost(memoryKib, iterations, parallelism);
        byte[] secret = Keys.random().bytes();
        byte[] salt = filled(16, 7);

        assertThat(new JavaArgon2().hash(cost, secret, salt)).isEqualTo(new NativeArgon2().hash(cost, secret, salt));
    }

    @Test
    void the_native_library_computes_the_vector_of_rfc_9106() {
        byte[] tag = Argon2Factory.createAdvanced(Argon2Types.ARGON2id)
                .rawHashAdvanced(
                        3,
                        32,
                        4,
                        RFC_9106_PASSWORD,
                        RFC_9106_SALT,
                        RFC_9106_SECRET,
                        RFC_9106_ASSOCIATED_DATA,
                        32,
                        Argon2Version.V13);

        assertThat(HexFormat.of().formatHex(tag)).isEqualTo(RFC_9106_TAG);
    }

    @Test
    void the_java_library_computes_the_vector_of_rfc_9106() {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withIterations(3)
                .withMemoryAsKB(32)
                .withParallelism(4)
                .withSalt(RFC_9106_SALT)
                .withSecret(RFC_9106_SECRET)
                .withAdditional(RFC_9106_ASSOCIATED_DATA)
                .build());
        byte[] tag = new byte[32];
        generator.generateBytes(RFC_9106_PASSWORD, tag);

        assertThat(HexFormat.of().formatHex(tag)).isEqualTo(RFC_9106_TAG);
    }

    private static String hex(Argon2Function argon2, Argon2Cost cost) {
        return HexFormat.of()
                .formatHex(argon2.hash(cost, "password".getBytes(US_ASCII), "somesalt".getBytes(US_ASCII)));
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
