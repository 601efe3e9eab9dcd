package io.aisle.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisle.chaos.fault.Fault;
import io.aisle.chaos.fault.Faults;
import io.aisle.chaos.fault.Mutant;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FaultsTest {
    @Test
    void everyFaultHasANameOfItsOwn() {
        assertThat(Faults.all())
                .extracting(Fault::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9-]+"));
    }

    @Test
    void everyMutantIsBroughtToLightByAFaultOfTheMatrix() {
        assertThat(Mutant.all()).hasSize(4).allSatisfy(mutant -> assertThat(Faults.all())
                .extracting(Fault::name)
                .contains(mutant.fault().name()));
    }

    @Test
    void refusesAFaultThatDoesNotExist() {
        int code = new CommandLine(new Chaos()).execute("--faults", "no-such-fault");
        assertThat(code).isNotZero();
    }

    @Test
    void refusesToRunNowhereAndToShareWhatOneArenaRuns() {
        assertThat(errors("--arenas", "0")).contains("--arenas: at least one, not 0");
        assertThat(errors("--arenas", "2", "--quick")).contains("--quick, --stock and --mutants have one");
    }

    private static String errors(String... arguments) {
        var errors = new StringWriter();
        int code = new CommandLine(new Chaos()).setErr(new PrintWriter(errors)).execute(arguments);
        assertThat(code).isNotZero();
        return errors.toString();
    }
}
