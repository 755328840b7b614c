package signet.signer.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * One request: the JWS signing input that is to be signed, in its two parts.
 *
 * @param protectedHeader the protected header, base64url without padding, not empty
 * @param payload the payload, base64url without padding; empty for POST-as-GET
 */
public record SigningRequest(String protectedHeader, String payload) {

    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]*");

    /** Checks the alphabet of both parts. */
    public SigningRequest {
        if (protectedHeader.isEmpty()
                || !BASE64URL.matcher(protectedHeader).matches()
                || !BASE64URL.matcher(payload).matches()) {
            throw new IllegalArgumentException("Not a JWS signing input");
        }
    }

    /**
     * Reads a request line.
     *
     * @param line the line without its line end
     * @throws MalformedRequestException where a part has characters that are not base64url, or the
     *     dot is missing
     */
    public static SigningRequest parse(String line) throws MalformedRequestException {
        int dot = line.indexOf('.');
        if (dot < 1 || !BASE64URL.matcher(line.substring(0, dot)).matches()) {
            throw new MalformedRequestException("malformed JWS Protected Header");
        }
        if (!BASE64URL.matcher(line.substring(dot + 1)).matches()) {
            throw new MalformedRequestException("malformed JWS Payload");
        }
        return new SigningRequest(line.substring(0, dot), line.substring(dot + 1));
    }

    /**
     * Returns the protected header's bytes.
     *
     * @throws IllegalArgumentException where the text is in the alphabet but not base64url
     */
    public byte[] decodedHeader() {
        return Base64.getUrlDecoder().decode(protectedHeader);
    }

    /**
     * Returns the payload's bytes.
     *
     * @throws IllegalArgumentException where the text is in the alphabet but not base64url
     */
    public byte[] decodedPayload() {
        return Base64.getUrlDecoder().decode(payload);
    }

    /** Returns the text that is signed, which is also the request line. */
    public String signingInput() {
        return protectedHeader + "." + payload;
    }

    /** Returns the request line with its line end. */
    public byte[] encode() {
        return (signingInput() + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
