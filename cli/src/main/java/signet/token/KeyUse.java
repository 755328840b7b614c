package signet.token;

import signet.jose.Jwk;
import signet.signer.SignerException;
import signet.signer.pkcs11.dialog.HelperReport;
import signet.signer.pkcs11.engine.EngineBrokenException;
import signet.signer.pkcs11.engine.EngineChoice;
import signet.signer.pkcs11.engine.Engines;
import signet.signer.pkcs11.engine.OpenedEngine;
import signet.signer.pkcs11.engine.SigningEngine;
import signet.signer.pkcs11.token.TokenKey;
import signet.signer.pkcs11.token.TokenModule;
import signet.signer.pkcs11.token.TokenSession;
import signet.signer.pkcs11.uri.Pkcs11Uri;
import signet.signer.protocol.Greeting;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What is done with a key: the tasks {@code serve} and {@code check}.
 *
 * @param accountd the other end
 * @param module the module that leads to the key
 * @param uri the URI of the key
 * @param engine what is to sign
 */
record KeyUse(Accountd accountd, TokenModule module, Pkcs11Uri uri, EngineChoice engine) {

    /** No JWS signing input, so that the signatures are of no use to anybody. */
    private static final byte[] INPUT =
            "signet checks this key; no request".getBytes(StandardCharsets.US_ASCII);

    private static final int CHECKS = 5;

    /** Signs what accountd wants, until the end. */
    ExitStatus serve(TokenSession session, Optional<byte[]> pin)
            throws SignerException, EndOfInputException {
        SigningEngine open = open(session, pin);
        pin.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
        RequestLoop loop = new RequestLoop(open, workers(session, open), accountd.answers());
        Jwk jwk = Jwk.of(open.publicKey());
        accountd.greet(Greeting.of(open.algorithm(), jwk, Optional.empty()).encode(), loop);
        ExitStatus status = loop.await();
        if (status == ExitStatus.DONE) {
            open.close();
        }
        return status;
    }

    /**
     * Whoever signs by our own processor gains nothing from more threads than that has cores, and
     * the answers, which go out in their order, wait for the one that was interrupted.
     */
    private static int workers(TokenSession session, SigningEngine engine) {
        return session.token().slot().hardware()
                ? engine.sessions()
                : Math.min(engine.sessions(), Runtime.getRuntime().availableProcessors());
    }

    /** Makes some signatures, only one where a person has to do something for each. */
    ExitStatus check(TokenSession session, Optional<byte[]> pin)
            throws SignerException, EndOfInputException {
        try (SigningEngine open = open(session, pin)) {
            List<Long> micros = new ArrayList<>();
            for (int i = 0; i < (open.alwaysAuthenticate() ? 1 : CHECKS); i++) {
                long start = System.nanoTime();
                byte[] _ = open.sign(INPUT, pin);
                micros.add(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
            }
            accountd.report(new HelperReport.Checked(micros));
            return ExitStatus.DONE;
        } catch (EngineBrokenException e) {
            throw e.reason();
        }
    }

    private SigningEngine open(TokenSession session, Optional<byte[]> pin)
            throws SignerException, EndOfInputException {
        TokenKey key = session.findKey(uri);
        try {
            OpenedEngine opened = Engines.open(module, session, key, engine, pin);
            accountd.report(new HelperReport.Ready(TokenTexts.of(session.token(), key, opened)));
            return opened.engine();
        } catch (EngineBrokenException e) {
            throw e.reason();
        }
    }
}
