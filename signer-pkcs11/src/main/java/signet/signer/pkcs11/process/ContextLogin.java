package signet.signer.pkcs11.process;

import signet.signer.SignerException;
import signet.signer.pkcs11.pin.Pin;
import signet.signer.pkcs11.pin.PinAttempt;
import signet.signer.pkcs11.process.Pipeline.LostException;
import signet.signer.protocol.Refusal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends the PIN with each request, for keys that are to be authenticated always. A PIN that is kept
 * is one that the token has accepted; one that is read anew may be any, so it is remembered before
 * it is sent, as at the login. Thread-safe.
 */
final class ContextLogin {

    private final TokenLogin login;

    /** The memory of refused PINs is for one at a time. */
    private final ReentrantLock turn = new ReentrantLock();

    ContextLogin(TokenLogin login) {
        this.login = login;
    }

    String ask(OpenHelper helper, byte[] request) throws SignerException, LostException {
        try (Pin pin = login.pins().get("PIN for a signature of " + helper.token().token())) {
            if (!login.pins().keeps()) {
                return remembered(helper, pin, request);
            }
            String answer = helper.pipeline().ask(line(pin, request));
            if (isPinRejected(answer)) {
                // Somebody has changed the PIN since the login.
                login.pins().forget();
                remember(helper, pin);
            }
            return answer;
        }
    }

    private String remembered(OpenHelper helper, Pin pin, byte[] request)
            throws SignerException, LostException {
        turn.lock();
        try (PinAttempt attempt =
                login.guard().attempt(helper.token().token(), helper.token().pinState(), pin)) {
            String answer = helper.pipeline().ask(line(pin, request));
            if (isPinRejected(answer)) {
                attempt.refused();
            } else if (!Refusal.is(answer)) {
                attempt.accepted();
            }
            return answer;
        } catch (IOException e) {
            throw unwritten(e);
        } finally {
            turn.unlock();
        }
    }

    private void remember(OpenHelper helper, Pin pin) throws SignerException {
        turn.lock();
        try (PinAttempt attempt =
                login.guard().attempt(helper.token().token(), helper.token().pinState(), pin)) {
            attempt.refused();
        } catch (IOException e) {
            throw unwritten(e);
        } finally {
            turn.unlock();
        }
    }

    private static SignerException unwritten(IOException e) {
        return new SignerException.KeyUnusable(
                "the memory of refused PINs can't be written: " + e.getMessage(), e);
    }

    private static boolean isPinRejected(String answer) {
        return Refusal.is(answer) && Refusal.parse(answer).kind() == Refusal.Kind.PIN_REJECTED;
    }

    /** Overwrites nothing but its own copies; the pipeline overwrites the result. */
    private static byte[] line(Pin pin, byte[] request) {
        byte[] text = pin.base64();
        try {
            return ByteBuffer.allocate(text.length + request.length + "PIN \r\n".length())
                    .put("PIN ".getBytes(StandardCharsets.US_ASCII))
                    .put(text)
                    .put("\r\n".getBytes(StandardCharsets.US_ASCII))
                    .put(request)
                    .array();
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }
}
