package signet.signer.pkcs11.pin;

import signet.signer.Confirmation;
import signet.signer.SignerException;
import signet.signer.pkcs11.pin.SentPin.Outcome;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides whether a PIN may be sent to a token, and remembers what the token said of it.
 *
 * <p>A PIN that was refused is never sent again. One that got no answer, as something died in
 * between, is sent once more, unless the token counts wrong ones; never a third time. Where the
 * next wrong PIN would lock the token, a person is asked. Thread-safe.
 */
public final class PinGuard {

    /**
     * A source that gives one wrong PIN after the other is stopped here, whatever the token says.
     */
    private static final int MOST_REMEMBERED = 32;

    private static final int MOST_SENDINGS = 2;

    private final PinMemory memory;
    private final LastTry lastTry;
    private final Clock clock;

    /**
     * Makes one.
     *
     * @param confirmation is asked before the last try
     * @param lastTryGranted whether a person has granted one last try at the start
     */
    public PinGuard(
            PinMemory memory, Confirmation confirmation, boolean lastTryGranted, Clock clock) {
        this.memory = memory;
        this.lastTry = new LastTry(confirmation, lastTryGranted);
        this.clock = clock;
    }

    /**
     * Checks what can be checked before a PIN is asked for.
     *
     * @throws SignerException where nothing may be sent to the token
     */
    public void checkToken(TokenIdentity token, PinState state) throws SignerException {
        switch (state) {
            case LOCKED ->
                    throw new SignerException.PinRejected(
                            "the PIN of "
                                    + token
                                    + " is locked; nothing was sent. Unblock it with its PUK or"
                                    + " security officer PIN and the tool of its maker (YubiKey:"
                                    + " ykman piv access unblock-pin)",
                            OptionalInt.of(0));
            case NOT_INITIALIZED ->
                    throw new SignerException.KeyUnusable(
                            token + " has no user PIN yet; set one with the tool of its maker",
                            null);
            case OK, COUNT_LOW, FINAL_TRY -> {}
        }
    }

    /**
     * Checks a token on whose own pinpad the PIN is typed, which we never see.
     *
     * @throws SignerException where it must not be asked for one
     */
    public void checkPinpad(TokenIdentity token, PinState state) throws SignerException {
        checkToken(token, state);
        lastTry.check(token, state);
    }

    /**
     * Grants one sending of a PIN. The sending is on the disk before this returns, and the memory
     * is locked until the attempt is closed.
     *
     * @throws SignerException where the PIN must not be sent; nothing was sent
     */
    public PinAttempt attempt(TokenIdentity token, PinState state, Pin pin) throws SignerException {
        checkToken(token, state);
        try {
            PinMemory.Locked locked = memory.lock();
            try {
                return attempt(locked, token, state, pin);
            } catch (SignerException | IOException | RuntimeException e) {
                locked.close();
                throw e;
            }
        } catch (IOException e) {
            throw new SignerException.KeyUnusable(
                    "the PIN was not sent, as a wrong one could not be remembered: "
                            + e.getMessage()
                            + "; set \"state\" in the configuration file to a folder that our user"
                            + " can write",
                    e);
        }
    }

    private PinAttempt attempt(
            PinMemory.Locked locked, TokenIdentity token, PinState state, Pin pin)
            throws SignerException, IOException {
        MemoryContents contents = locked.read();
        String hash = contents.hashOf(pin, token);
        Optional<SentPin> before = contents.find(token, hash);
        if (before.isPresent()) {
            checkSecondSending(before.get(), state);
        } else if (contents.count(token) >= MOST_REMEMBERED) {
            throw new SignerException.PinRejected(
                    token
                            + " was sent "
                            + MOST_REMEMBERED
                            + " wrong PINs; no other is sent before "
                            + forgetCommand(token),
                    OptionalInt.empty());
        }
        lastTry.check(token, state);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        int count = before.map(SentPin::count).orElse(0) + 1;
        SentPin sending = new SentPin(token, hash, Outcome.UNANSWERED, count, now);
        locked.write(contents.with(sending));
        return new PinAttempt(locked, contents, sending);
    }

    private static void checkSecondSending(SentPin before, PinState state)
            throws SignerException.PinRejected {
        boolean risky = state == PinState.COUNT_LOW || state == PinState.FINAL_TRY;
        if (before.outcome() == Outcome.REFUSED) {
            throw notAgain(before, "refused this PIN at " + before.time());
        }
        if (before.count() >= MOST_SENDINGS) {
            throw notAgain(before, "did not answer this PIN twice, last at " + before.time());
        }
        if (risky) {
            throw notAgain(
                    before,
                    "did not answer this PIN at "
                            + before.time()
                            + ", and has counted a wrong one since its last right one");
        }
    }

    private static SignerException.PinRejected notAgain(SentPin before, String what) {
        return new SignerException.PinRejected(
                before.token()
                        + " "
                        + what
                        + "; it is not sent again. Give the right PIN (in a file: change the"
                        + " file); where the token was set to just this PIN since, run "
                        + forgetCommand(before.token()),
                OptionalInt.empty());
    }

    private static String forgetCommand(TokenIdentity token) {
        return "signet-accountd token forget-pin --serial=" + token.serial();
    }
}
