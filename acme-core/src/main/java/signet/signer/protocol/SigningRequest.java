package signet.signer.protocol;

import signet.jose.Base64Url;

import java.nio.charset.StandardCharsets;

/**
 * One request: the JWS signing input that is to be signed, in its two parts.
 *
 * @param protectedHeader the protected header, base64url without padding, not empty
 * @param payload the payload, base64url without padding; empty for POST-as-GET
 */
public record SigningRequest(String protectedHeader, String payload) {

    /** Checks the alphabet of both parts. */
    public SigningRequest {
        if (protectedHeader.isEmpty() || !isBase64url(protectedHeader) || !isBase64url(payload)) {
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
        String header = line.substring(0, Math.max(0, dot));
        try {
            return new SigningRequest(header, line.substring(dot + 1));
        } catch (IllegalArgumentException _) {
            throw new MalformedRequestException(
                    header.isEmpty() || !isBase64url(header)
                            ? "malformed JWS Protected Header"
                            : "malformed JWS Payload");
        }
    }

    /** For requests of 100 names a regular expression took longer than a signature. */
    private static boolean isBase64url(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the protected header's bytes.
     *
     * @throws IllegalArgumentException where the text is in the alphabet but not base64url
     */
    public byte[] decodedHeader() {
        return Base64Url.decode(protectedHeader);
    }

    /**
     * Returns the payload's bytes.
     *
     * @throws IllegalArgumentException where the text is in the alphabet but not base64url
     */
    public byte[] decodedPayload() {
        return Base64Url.decode(payload);
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
