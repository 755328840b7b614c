package signet.accountd;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

import signet.accountd.approval.control.ControlRequest;
import signet.config.ConfigException;
import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.text.Printable;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * The options of {@code signet-accountd approvals approve} and {@code deny}. The status is 0 where
 * the answer had an effect.
 */
final class ApprovalsAnswerCommand implements Callable<Integer> {

    private static final List<String> EFFECTIVE =
            List.of("approved", "counted", "denied", "lease-ended");

    private static final int NO_EFFECT = 2;

    private final ApprovalsOptionGroup options = new ApprovalsOptionGroup();
    private final Function<String, ControlRequest> request;

    private final PositionalParamSpec id =
            PositionalParamSpec.builder()
                    .required(true)
                    .paramLabel("ID")
                    .type(String.class)
                    .description("The request, as \"approvals list\" shows it.")
                    .build();

    private final CommandSpec spec;

    private ApprovalsAnswerCommand(
            String name, Function<String, ControlRequest> request, String description) {
        this.request = request;
        this.spec = options.addTo(CommandModel.of(this, name)).addPositional(id);
        spec.usageMessage()
                .description(description)
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(
                        UsageMessageSpec.keyValuesMap(
                                "0:The answer counts.",
                                "1:The arguments are wrong.",
                                "2:The answer does not count.",
                                "255:Something else failed."))
                .footerHeading("%nExample:%n")
                .footer("  signet-accountd approvals " + name + " K7QX2M4A");
    }

    static ApprovalsAnswerCommand approve() {
        return new ApprovalsAnswerCommand(
                "approve", ControlRequest.Approve::new, "Says yes to a request that waits.");
    }

    static ApprovalsAnswerCommand deny() {
        return new ApprovalsAnswerCommand(
                "deny",
                ControlRequest.Deny::new,
                "Says no to a request that waits, or revokes the lease of one that was approved.");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws ConfigException, IOException {
        JsonObject reply = options.ask(request.apply(id.getValue()));
        try {
            String text =
                    options.wantsJson()
                            ? reply.toString()
                            : Printable.of(
                                    reply.requiredString("id")
                                            + ": "
                                            + reply.requiredString("message"));
            spec.commandLine().getOut().println(text);
            return EFFECTIVE.contains(reply.requiredString("result")) ? 0 : NO_EFFECT;
        } catch (JsonException e) {
            throw new IOException("the answer is not understood: " + e.getMessage(), e);
        }
    }
}
