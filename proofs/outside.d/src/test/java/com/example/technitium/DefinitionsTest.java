package com.example.technitium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.report.Ending;
import dev.homelab.runner.Homelab;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionsTest {

    @Test
    void ourDefinitionsCanBeApplied(@TempDir Path folder) {
        try (Lab lab = Lab.start(folder)) {
            Homelab homelab = Homelab.read(Path.of("definitions"), lab.inventory(), lab.environment());
            assertThat(homelab.apply().ending()).contains(Ending.DONE);
        }
    }
}
