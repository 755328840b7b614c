package signet.master;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import signet.control.ClientTask;
import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.master.challenge.NoChallenges;
import signet.master.run.Messages;
import signet.master.session.ClientSession;
import signet.master.session.TaskResults;
import signet.text.Printable;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Registers, shows, changes or deactivates the account (RFC 8555 section 7.3). */
final class AccountCommand implements Callable<Integer> {

    private final OptionSpec register =
            OptionSpec.builder("--register")
                    .initialValue(false)
                    .description("Register the account where there is none yet.")
                    .build();

    private final OptionSpec termsOfServiceAgreed =
            OptionSpec.builder("--tos-agreed")
                    .initialValue(false)
                    .description("Agree to the terms of service of the ACME server.")
                    .build();

    private final OptionSpec deactivate =
            OptionSpec.builder("--deactivate")
                    .initialValue(false)
                    .description("Deactivate the account. This can't be undone.")
                    .build();

    private final PositionalParamSpec contacts =
            PositionalParamSpec.builder()
                    .paramLabel("CONTACT")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .arity("0..*")
                    .initialValue(List.of())
                    .description("How the CA reaches you, such as mailto:admin@example.org.")
                    .build();

    private final CommandSpec spec =
            CommandModel.of(this, "account")
                    .addOption(register)
                    .addOption(termsOfServiceAgreed)
                    .addOption(deactivate)
                    .addPositional(contacts);

    private final GlobalOptions global;

    AccountCommand(GlobalOptions global) {
        this.global = global;
        spec.usageMessage()
                .description(
                        "Shows the account that belongs to the account key: its object (JSON) on"
                                + " standard output, its URL on standard error. Registers it first"
                                + " with --register.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  signet account",
                        "  signet account --register --tos-agreed mailto:admin@example.org",
                        "  signet account mailto:new@example.org     change the contact",
                        "  signet account --deactivate               for ever");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws Exception {
        try (Invocation run = Invocation.open(global)) {
            Children children = new Children(run);
            Results results = new Results(run.messages(), deactivate.<Boolean>getValue());
            boolean well =
                    children.converse(
                            children.signer(),
                            new NoChallenges(),
                            List.of(
                                    new ClientTask.Account(
                                            register.getValue(),
                                            termsOfServiceAgreed.getValue(),
                                            deactivate.getValue(),
                                            contacts.getValue())),
                            results);
            return well && !results.failed ? 0 : 1;
        }
    }

    private static final class Results implements TaskResults {

        private final Messages messages;
        private final String status;
        private boolean failed;

        private Results(Messages messages, boolean deactivated) {
            this.messages = messages;
            this.status = deactivated ? "deactivated" : "valid";
        }

        @Override
        public void account(String url, String json, Optional<String> termsOfService) {
            System.out.println(Printable.of(json));
            System.out.flush();
            termsOfService.ifPresent(terms -> messages.info("Terms of Service: " + terms));
            messages.info("Key ID: " + url);
            String found = status(json);
            if (!found.equals(status)) {
                failed(
                        ClientSession.ACCOUNT,
                        "the account is \"" + found + "\", and should be \"" + status + "\" now");
            }
        }

        /** Every account object has one (RFC 8555 section 7.1.2). */
        private static String status(String json) {
            try {
                return JsonObject.parse(json).requiredString("status");
            } catch (JsonException e) {
                return "(" + e.getMessage() + ")";
            }
        }

        @Override
        public void broken(String error) {
            messages.error(error);
        }

        @Override
        public void failed(String id, String error) {
            messages.error(error);
            failed = true;
        }

        @Override
        public void progress(String id, String message) {
            messages.progress(message);
        }
    }
}
