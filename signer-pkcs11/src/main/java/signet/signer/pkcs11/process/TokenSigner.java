package signet.signer.pkcs11.process;

import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;
import signet.signer.Signer;
import signet.signer.SignerException;
import signet.signer.deadline.DeadlineTimer;
import signet.signer.pkcs11.dialog.ReadyKey;
import signet.signer.pkcs11.pin.PinStore;
import signet.signer.pkcs11.process.Pipeline.LostException;
import signet.signer.protocol.Refusal;

import java.security.PublicKey;
import java.time.Duration;
import java.util.Optional;

/**
 * The signer on a token. What ends a helper fails the requests that it had; the next request has
 * another one. Where a helper leaves because its token was away, the request is sent to another one
 * at once: the token may be back.
 */
public final class TokenSigner implements Signer {

    private static final Duration START_INTERVAL = Duration.ofSeconds(1);
    private static final int MOST_HELPERS = 3;

    private final HelperSupply supply;
    private final ContextLogin context;
    private final PublicKey publicKey;
    private final SignatureAlgorithm algorithm;
    private final SignatureLine signatures;
    private final PinStore pins;
    private final DeadlineTimer timer;

    private TokenSigner(HelperSupply supply, TokenLogin login, DeadlineTimer timer)
            throws SignerException {
        OpenHelper first = supply.latest();
        this.supply = supply;
        this.timer = timer;
        this.pins = login.pins();
        this.context = new ContextLogin(login);
        this.algorithm = first.greeting().algorithm();
        this.publicKey =
                first.greeting()
                        .jwk()
                        .map(Jwk::key)
                        .orElseThrow(() -> Dialog.violation("no public key", null));
        this.signatures = SignatureLine.of(algorithm, publicKey);
    }

    /**
     * Starts the first helper; where that fails, there is no signer.
     *
     * @param starter its timer is closed with the signer
     */
    public static TokenSigner open(HelperStarter starter) throws SignerException {
        return open(starter, START_INTERVAL);
    }

    static TokenSigner open(HelperStarter starter, Duration interval) throws SignerException {
        HelperSupply supply = new HelperSupply(starter, interval);
        try {
            return new TokenSigner(supply, starter.login(), starter.timer());
        } catch (SignerException | RuntimeException e) {
            supply.close();
            throw e;
        }
    }

    /** Returns what the helper said of the key. */
    public ReadyKey ready() {
        return supply.latest().ready();
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public Optional<String> tokenSerial() {
        return Optional.of(supply.latest().token().token().serial());
    }

    @Override
    public byte[] sign(byte[] signingInput) throws SignerException {
        Optional<SignerException> gone = Optional.empty();
        for (int i = 0; i < MOST_HELPERS; i++) {
            OpenHelper helper = supply.get();
            try {
                String answer = ask(helper, signingInput);
                if (!Refusal.is(answer)) {
                    return signatures.decode(answer);
                }
                SignerException refusal = Refusal.parse(answer).toException();
                if (!(refusal instanceof SignerException.TokenUnavailable)) {
                    throw refusal;
                }
                gone = Optional.of(refusal);
            } catch (LostException e) {
                // It never had the request: another one gets it.
            }
        }
        throw gone.orElseGet(
                () ->
                        new SignerException.TokenUnavailable(
                                "the token goes away again and again; the request was not signed",
                                null));
    }

    private String ask(OpenHelper helper, byte[] input) throws SignerException, LostException {
        byte[] line = new byte[input.length + 2];
        System.arraycopy(input, 0, line, 0, input.length);
        line[input.length] = '\r';
        line[input.length + 1] = '\n';
        return helper.ready().alwaysAuthenticate()
                        && helper.token().login() == TokenReport.Login.PIN
                ? context.ask(helper, line)
                : helper.pipeline().ask(line);
    }

    @Override
    public void close() {
        supply.close();
        pins.close();
        timer.close();
    }
}
