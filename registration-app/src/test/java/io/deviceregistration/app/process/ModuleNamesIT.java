package io.deviceregistration.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.deviceregistration.core.testkit.DeviceRepositoryContract;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The jars as modules: what depends on them counts on their names, and on each package being in one of them only. */
class ModuleNamesIT {

    private static final String APP = "io.deviceregistration.app";

    @Test
    void have_names_of_their_own_and_can_be_put_together() {
        ModuleFinder jars = ModuleFinder.of(AppCommand.JAR, AppCommand.JAR.resolveSibling("lib"));
        Configuration together = Configuration.resolve(
                jars, List.of(ModuleLayer.boot().configuration()), ModuleFinder.of(), Set.of(APP));
        assertThat(together.modules())
                .extracting(ResolvedModule::name)
                .contains(
                        "io.deviceregistration.core",
                        "io.deviceregistration.persistence",
                        "io.deviceregistration.http",
                        APP)
                .filteredOn(name -> name.contains("registration"))
                .hasSize(4);
    }

    @Test
    void the_contract_kit_has_one_too() throws Exception {
        Path kit = Path.of(DeviceRepositoryContract.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertThat(kit).isRegularFile();
        assertThat(ModuleFinder.of(kit).find("io.deviceregistration.core.testkit"))
                .isPresent();
    }
}
