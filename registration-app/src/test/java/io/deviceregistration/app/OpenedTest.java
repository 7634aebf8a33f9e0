package io.deviceregistration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenedTest {

    private final List<String> closed = new ArrayList<>();
    private final Opened opened = new Opened();

    @Test
    void closes_all_in_reverse_whatever_comes_of_one_and_once() {
        opened.add(() -> closed.add("store"));
        opened.add(() -> {
            closed.add("operations");
            throw new IllegalStateException("on purpose");
        });
        opened.add(() -> closed.add("server"));
        opened.close();
        assertThat(closed).containsExactly("server", "operations", "store");
        opened.close();
        assertThat(closed).hasSize(3);
    }
}
