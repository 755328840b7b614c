package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;

import signet.accountd.approval.control.ControlRequest;
import signet.config.ConfigException;
import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.io.IOException;
import java.util.concurrent.Callable;

/** The options of {@code signet-accountd approvals list}. */
final class ApprovalsListCommand implements Callable<Integer> {

    private final ApprovalsOptionGroup options = new ApprovalsOptionGroup();

    private final CommandSpec spec = options.addTo(CommandModel.of(this, "list"));

    ApprovalsListCommand() {
        spec.usageMessage()
                .description(
                        "Lists the requests that wait, and the leases: what was approved and is"
                                + " not used up.")
                .footerHeading("%nExample:%n")
                .footer("  signet-accountd approvals list --socket=/run/signet/S.approval");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws ConfigException, IOException {
        JsonObject reply = options.ask(new ControlRequest.Show());
        var out = spec.commandLine().getOut();
        if (options.wantsJson()) {
            out.println(reply);
            return 0;
        }
        try {
            ApprovalsText.lines(reply).forEach(out::println);
        } catch (JsonException e) {
            throw new IOException("the answer is not understood: " + e.getMessage(), e);
        }
        return 0;
    }
}
