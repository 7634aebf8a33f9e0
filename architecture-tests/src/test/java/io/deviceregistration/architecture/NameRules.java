package io.deviceregistration.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.lang.ArchRule;
import io.deviceregistration.architecture.fixture.name.core.DeviceManager;
import io.deviceregistration.architecture.fixture.name.core.IDevice;
import io.deviceregistration.architecture.fixture.name.core.KeyHelper;
import io.deviceregistration.architecture.fixture.name.core.KeyUtils;
import io.deviceregistration.architecture.fixture.name.core.StoreImpl;

/** What classes are called. */
final class NameRules {

    private NameRules() {}

    @BrokenBy({StoreImpl.class, DeviceManager.class, KeyHelper.class, KeyUtils.class})
    static ArchRule no_name_ends_in_a_word_that_says_nothing(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.everything())
                .should()
                .haveNameNotMatching(".*(Impl|Manager|Helper|Util|Utils|Utility|Utilities)(\\$.*)?")
                .because("such words fit any class, and so tell none from another");
    }

    @BrokenBy(IDevice.class)
    static ArchRule no_interface_begins_with_an_I_that_says_so(Project project) {
        return classes()
                .that()
                .resideInAPackage(project.everything())
                .should()
                .haveNameNotMatching(".*[.$]I[A-Z][a-z]\\w*")
                .because("a port is named after its role, and an adapter after its technology");
    }
}
