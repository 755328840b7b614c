package signet.testing.token;

import signet.testing.DerWriter;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The commands of the selected PIV application. */
final class PivCommands {

    private static final int GET_DATA = 0xCB;
    private static final int VERIFY = 0x20;
    private static final int GENERAL_AUTHENTICATE = 0x87;
    private static final int GET_METADATA = 0xF7;
    private static final int GET_SERIAL = 0xF8;
    private static final int GET_VERSION = 0xFD;
    private static final int PIN_REFERENCE = 0x80;
    private static final int PUK_REFERENCE = 0x81;
    private static final byte[] VERSION = {5, 4, 3};

    private final int serial;
    private final PivPin pin;
    private final Finger finger;
    private final Map<Integer, PivKeyPair> keys;
    private final PivObjects objects;
    private final AtomicInteger signatures = new AtomicInteger();
    private final AtomicReference<Duration> delay = new AtomicReference<>(Duration.ZERO);

    /**
     * @param keys by key reference
     */
    PivCommands(
            int serial,
            PivPin pin,
            Finger finger,
            Map<Integer, PivKeyPair> keys,
            PivObjects objects) {
        this.serial = serial;
        this.pin = pin;
        this.finger = finger;
        this.keys = Map.copyOf(keys);
        this.objects = objects;
    }

    int signatures() {
        return signatures.get();
    }

    void delaySignatures(Duration time) {
        delay.set(time);
    }

    /**
     * Answers a command.
     *
     * @param data of all parts of a chained command
     * @param fresh whether the command before it verified the PIN
     */
    Response answer(CommandApdu command, byte[] data, boolean fresh) throws InterruptedException {
        return switch (command.instruction()) {
            case GET_DATA -> getData(data);
            case VERIFY -> verify(command, data);
            case GENERAL_AUTHENTICATE -> authenticate(command, data, fresh);
            case GET_METADATA -> metadata(command.p2());
            case GET_SERIAL ->
                    Response.of(HexFormat.of().parseHex(HexFormat.of().toHexDigits(serial)));
            case GET_VERSION -> Response.of(VERSION);
            default -> Response.of(Response.NO_SUCH_INSTRUCTION);
        };
    }

    private Response getData(byte[] data) {
        Optional<byte[]> tag = Tlv.find(data, 0x5C);
        if (tag.isEmpty() || tag.get().length > 3) {
            return Response.of(Response.BAD_DATA);
        }
        int number = 0;
        for (byte b : tag.get()) {
            number = (number << 8) | (b & 0xFF);
        }
        return objects.get(number).map(Response::of).orElse(Response.of(Response.NOT_FOUND));
    }

    private Response verify(CommandApdu command, byte[] data) {
        if (command.p2() != PIN_REFERENCE) {
            return Response.of(Response.NO_SUCH_KEY);
        }
        if (command.p1() == 0xFF) {
            pin.forget();
            return Response.of(Response.OK);
        }
        return Response.of(data.length == 0 ? pin.state() : pin.verify(data));
    }

    private Response authenticate(CommandApdu command, byte[] data, boolean fresh)
            throws InterruptedException {
        PivKeyPair key = keys.get(command.p2());
        if (key == null) {
            return Response.of(Response.NO_SUCH_KEY);
        }
        if (command.p1() != key.algorithm()) {
            return Response.of(Response.BAD_PARAMETERS);
        }
        boolean allowed =
                switch (key.spec().pinPolicy()) {
                    case NEVER -> true;
                    case ONCE -> pin.verified();
                    case ALWAYS -> fresh;
                };
        if (!allowed || (key.spec().touch() && !finger.awaitTouch())) {
            return Response.of(Response.NOT_VERIFIED);
        }
        Optional<byte[]> input = Tlv.find(data, 0x7C).flatMap(in -> Tlv.find(in, 0x81));
        return input.isPresent() ? sign(key, input.get()) : Response.of(Response.BAD_DATA);
    }

    private Response sign(PivKeyPair key, byte[] input) throws InterruptedException {
        finger.pause(delay.get());
        try {
            byte[] signature = key.sign(input);
            signatures.incrementAndGet();
            return Response.of(DerWriter.element(0x7C, DerWriter.element(0x82, signature)));
        } catch (GeneralSecurityException e) {
            return Response.of(Response.FAILURE);
        }
    }

    /** Yubico's, since firmware 5.3: of the PIN and the PUK, or of a key. */
    private Response metadata(int reference) {
        if (reference == PIN_REFERENCE || reference == PUK_REFERENCE) {
            byte[] tries = {(byte) pin.tries(), (byte) pin.left()};
            byte[] notDefault = {1, 1, (byte) 0xFF, 5, 1, 0};
            return Response.of(DerWriter.join(notDefault, DerWriter.element(6, tries)));
        }
        PivKeyPair key = keys.get(reference);
        if (key == null) {
            return Response.of(Response.NO_SUCH_KEY);
        }
        byte[] policy = {(byte) key.spec().pinPolicy().code(), (byte) (key.spec().touch() ? 2 : 1)};
        return Response.of(
                DerWriter.join(
                        DerWriter.element(1, new byte[] {(byte) key.algorithm()}),
                        DerWriter.element(2, policy),
                        DerWriter.element(3, new byte[] {1}),
                        DerWriter.element(4, key.encodedPublicKey())));
    }
}
