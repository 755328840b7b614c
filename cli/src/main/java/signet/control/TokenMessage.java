package signet.control;

import signet.signer.protocol.MalformedLineException;

import java.util.regex.Matcher;

/**
 * What the master and the webserver tell each other about http-01 tokens (RFC 8555, section 8.3).
 * The master sends {@link Announce} and {@link Withdraw}; the webserver sends {@link Ready} once,
 * and then each message of the master back when it is in effect.
 */
public sealed interface TokenMessage {

    /** The longest line, without its line end, in bytes. */
    int MAX_LINE = 300;

    /** The webserver has all that it needs and accepts connections. */
    record Ready() implements TokenMessage {
        @Override
        public String encode() {
            return "ready";
        }
    }

    /**
     * From now on the token is to be answered.
     *
     * @param token 1 to 256 characters of the base64url alphabet
     */
    record Announce(String token) implements TokenMessage {
        /** Checks the token. */
        public Announce {
            requireToken(token);
        }

        @Override
        public String encode() {
            return "announce " + token;
        }
    }

    /**
     * From now on the token is not to be answered any more.
     *
     * @param token 1 to 256 characters of the base64url alphabet
     */
    record Withdraw(String token) implements TokenMessage {
        /** Checks the token. */
        public Withdraw {
            requireToken(token);
        }

        @Override
        public String encode() {
            return "withdraw " + token;
        }
    }

    /** Returns the line without its line end, ASCII only. */
    String encode();

    /**
     * Reads a message.
     *
     * @param line one line without its line end
     * @throws MalformedLineException where it is none of the messages
     */
    static TokenMessage parse(String line) throws MalformedLineException {
        if (line.equals("ready")) {
            return new Ready();
        }
        Matcher matcher = Syntax.LINE.matcher(line);
        if (!matcher.matches()) {
            throw new MalformedLineException(
                    "the control line is neither \"ready\" nor \"announce\" or \"withdraw\" and a"
                            + " token");
        }
        String token = matcher.group(2);
        return matcher.group(1).equals("announce") ? new Announce(token) : new Withdraw(token);
    }

    /** Tells whether a text is a token that can be announced. */
    static boolean isToken(String text) {
        return Syntax.TOKEN.matcher(text).matches();
    }

    private static void requireToken(String token) {
        if (!isToken(token)) {
            throw new IllegalArgumentException("not a token of 1 to 256 base64url characters");
        }
    }
}
