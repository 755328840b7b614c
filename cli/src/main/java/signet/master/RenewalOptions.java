package signet.master;

import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.util.OptionalInt;

/** Which certificates are due. The options exclude each other. */
final class RenewalOptions {

    private static final int ALL = -1;

    private final OptionSpec minDays =
            OptionSpec.builder("--min-days")
                    .paramLabel("N")
                    .type(Integer.class)
                    .description(
                            "Renew what is valid for at most N days. 0: only what has expired;"
                                    + " negative: all.")
                    .build();

    private final OptionSpec force =
            OptionSpec.builder("--force")
                    .description("Renew all, however long they are valid.")
                    .build();

    ArgGroupSpec group() {
        return ArgGroupSpec.builder().exclusive(true).addArg(minDays).addArg(force).build();
    }

    /** Returns how long a certificate must be valid not to be due; negative: all are due. */
    OptionalInt minDays() {
        // Of a group, an option that was not given has no value.
        if (Boolean.TRUE.equals(force.getValue())) {
            return OptionalInt.of(ALL);
        }
        return minDays.getValue() == null
                ? OptionalInt.empty()
                : OptionalInt.of(minDays.getValue());
    }
}
