package signet.token;

import signet.signer.SignerException;
import signet.signer.pkcs11.engine.EngineBrokenException;
import signet.signer.pkcs11.engine.SigningEngine;
import signet.signer.protocol.MalformedRequestException;
import signet.signer.protocol.Refusal;
import signet.signer.protocol.SigningRequest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Turns one request into its answer line. Thread-safe.
 *
 * @param engine signs
 */
record RequestSigner(SigningEngine engine) {

    private static final byte[] LINE_END = {'\r', '\n'};

    /**
     * Signs, or says why not.
     *
     * @return a line with its line end
     * @throws EngineBrokenException where nothing can be signed any more
     */
    byte[] answer(Request request) throws EngineBrokenException {
        byte[] line = request.line();
        try {
            // Only its form is looked at: what may be signed was decided by accountd.
            SigningRequest _ = SigningRequest.parse(new String(line, StandardCharsets.ISO_8859_1));
            return signature(engine.sign(line, request.pin()));
        } catch (MalformedRequestException e) {
            return refusal(
                    Refusal.of(Refusal.Kind.PROTOCOL_VIOLATION, String.valueOf(e.getMessage())));
        } catch (SignerException e) {
            return refusal(Refusal.of(e));
        }
    }

    private static byte[] signature(byte[] signature) {
        byte[] text = Base64.getUrlEncoder().withoutPadding().encode(signature);
        byte[] line = Arrays.copyOf(text, text.length + LINE_END.length);
        System.arraycopy(LINE_END, 0, line, text.length, LINE_END.length);
        return line;
    }

    static byte[] refusal(Refusal refusal) {
        return refusal.encode().getBytes(StandardCharsets.US_ASCII);
    }
}
