package signet.token;

import signet.signer.SignerException;
import signet.signer.pkcs11.dialog.HelperReport;
import signet.signer.pkcs11.dialog.HelperTask;
import signet.signer.pkcs11.dialog.PinFate;
import signet.signer.pkcs11.engine.EngineChoice;
import signet.signer.pkcs11.token.KeyListing;
import signet.signer.pkcs11.token.NewKey;
import signet.signer.pkcs11.token.Token;
import signet.signer.pkcs11.token.TokenModule;
import signet.signer.pkcs11.token.TokenSession;
import signet.signer.pkcs11.uri.Pkcs11Uri;
import signet.signer.protocol.MalformedLineException;
import signet.signer.protocol.Refusal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Does the one task of this process.
 *
 * @param accountd gives it, and hears what became of it
 */
record Helper(Accountd accountd) {

    /** Does the task and returns how the process is to end. */
    ExitStatus run() {
        try {
            return runReporting();
        } catch (EndOfInputException e) {
            return ExitStatus.DONE;
        }
    }

    private ExitStatus runReporting() throws EndOfInputException {
        try {
            return run(accountd.task());
        } catch (TaskFailedException e) {
            accountd.report(e.report());
            return ExitStatus.FAILED;
        } catch (MalformedLineException e) {
            String detail = String.valueOf(e.getMessage());
            failed(Refusal.of(Refusal.Kind.PROTOCOL_VIOLATION, detail));
            return ExitStatus.VIOLATION;
        } catch (RuntimeException | Error e) {
            // Its message was written for programmers, and may hold anything.
            String detail = "the token's helper failed (" + e.getClass().getName() + ")";
            failed(Refusal.of(Refusal.Kind.KEY_UNUSABLE, detail));
            return ExitStatus.INTERNAL_ERROR;
        }
    }

    /** What became of a PIN is not known here: it counts as sent. */
    private void failed(Refusal refusal) throws EndOfInputException {
        accountd.report(new HelperReport.Failed(refusal, PinFate.SENT));
    }

    private ExitStatus run(HelperTask task)
            throws TaskFailedException, EndOfInputException, MalformedLineException {
        return switch (task) {
            case HelperTask.Serve(HelperTask.Key key) -> withKey(key, KeyUse::serve);
            case HelperTask.Check(HelperTask.Key key) -> withKey(key, KeyUse::check);
            case HelperTask.ListTokens(String path) -> list(path);
            case HelperTask.Generate generate -> generate(generate);
        };
    }

    @FunctionalInterface
    private interface Act {
        ExitStatus of(KeyUse use, TokenSession session, Optional<byte[]> pin)
                throws SignerException, EndOfInputException;
    }

    private ExitStatus withKey(HelperTask.Key key, Act act)
            throws TaskFailedException, EndOfInputException, MalformedLineException {
        Pkcs11Uri uri = before(() -> Pkcs11Uri.parse(key.uri()));
        EngineChoice engine = EngineChoice.forText(key.engine()).orElse(EngineChoice.AUTO);
        TokenModule module = load(key.module());
        KeyUse use = new KeyUse(accountd, module, uri, engine);
        ExitStatus status =
                new TokenAccess(accountd, module)
                        .with(uri, key.serial(), (session, pin) -> act.of(use, session, pin));
        return finish(module, status);
    }

    private ExitStatus generate(HelperTask.Generate task)
            throws TaskFailedException, EndOfInputException, MalformedLineException {
        Pkcs11Uri uri = before(() -> Pkcs11Uri.parse(task.uri()));
        KeyMaking making = new KeyMaking(task, uri);
        NewKey key = before(making::key);
        TokenModule module = load(task.module());
        ExitStatus status =
                new TokenAccess(accountd, module)
                        .with(
                                uri,
                                Optional.empty(),
                                (session, _) -> making.make(accountd, session, key));
        return finish(module, status);
    }

    private ExitStatus list(String path) throws TaskFailedException, EndOfInputException {
        TokenModule module = load(path);
        TokenTexts texts = new TokenTexts(module);
        for (Token token : before(module::tokens)) {
            KeyListing keys = before(() -> keys(module, token));
            accountd.report(
                    new HelperReport.ListedToken(
                            texts.of(token),
                            keys.keys().stream().map(TokenTexts::of).toList(),
                            keys.certificates()));
        }
        accountd.report(new HelperReport.Done(texts.library()));
        return finish(module, ExitStatus.DONE);
    }

    private static KeyListing keys(TokenModule module, Token token) throws SignerException {
        try (TokenSession session = module.open(token)) {
            return session.keys();
        }
    }

    private static TokenModule load(String path) throws TaskFailedException {
        return before(
                () -> {
                    try {
                        return TokenModule.load(Path.of(path));
                    } catch (InvalidPathException e) {
                        throw new SignerException.TokenUnavailable(
                                "The path of the PKCS#11 module is no path", e);
                    }
                });
    }

    /** After a failure the module is left as it is, as it may be in any state. */
    private static ExitStatus finish(TokenModule module, ExitStatus status)
            throws TaskFailedException {
        if (status == ExitStatus.DONE) {
            try {
                module.close();
            } catch (SignerException e) {
                // All is done and told; the end of the process ends the login too.
                return status;
            }
        }
        return status;
    }

    @FunctionalInterface
    private interface Step<T> {
        T get() throws SignerException;
    }

    /** Does what comes before a PIN is sent. */
    private static <T> T before(Step<T> step) throws TaskFailedException {
        try {
            return step.get();
        } catch (SignerException e) {
            throw new TaskFailedException(e, PinFate.NOT_SENT);
        }
    }
}
