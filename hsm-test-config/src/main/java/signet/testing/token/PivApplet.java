package signet.testing.token;

import signet.testing.DerWriter;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The PIV application of a YubiKey (SP 800-73-4 part 2, with Yubico's additions), as far as signing
 * needs it. The reader's thread calls it.
 */
final class PivApplet implements SmartCard {

    /** That of a YubiKey 5: OpenSC looks at it. */
    private static final byte[] ATR =
            HexFormat.of().parseHex("3BFD1300008131FE158073C021C057597562694B657940");

    private static final int GET_RESPONSE = 0xC0;
    private static final int SELECT = 0xA4;

    private final PivPin pin;
    private final PivCommands commands;
    private final AtomicInteger apdus = new AtomicInteger();
    private final ByteArrayOutputStream chain = new ByteArrayOutputStream();
    private boolean selected;
    private byte[] remaining = {};

    PivApplet(PivPin pin, PivCommands commands) {
        this.pin = pin;
        this.commands = commands;
    }

    int apdus() {
        return apdus.get();
    }

    @Override
    public byte[] answerToReset() {
        return ATR.clone();
    }

    @Override
    public void reset() {
        pin.forget();
        selected = false;
        remaining = new byte[0];
        chain.reset();
    }

    @Override
    public byte[] transmit(byte[] bytes) throws InterruptedException {
        apdus.incrementAndGet();
        var command = new CommandApdu(bytes);
        if (!command.wellFormed()) {
            return part(Response.of(Response.BAD_DATA), 0);
        }
        if (command.instruction() == GET_RESPONSE) {
            return part(Response.of(remaining), command.le());
        }
        chain.writeBytes(command.data());
        if (command.chained()) {
            return part(Response.of(Response.OK), 0);
        }
        byte[] data = chain.toByteArray();
        chain.reset();
        boolean fresh = pin.takeFresh();
        return part(answer(command, data, fresh), command.le());
    }

    private Response answer(CommandApdu command, byte[] data, boolean fresh)
            throws InterruptedException {
        if (command.instruction() == SELECT) {
            return select(data);
        }
        return selected
                ? commands.answer(command, data, fresh)
                : Response.of(Response.NO_SUCH_INSTRUCTION);
    }

    /**
     * An application that is not there leaves the one that was selected (and the PIN) as it was.
     */
    private Response select(byte[] name) {
        byte[] aid = PivObjects.AID;
        boolean piv =
                name.length >= 5
                        && name.length <= aid.length
                        && Arrays.equals(name, 0, name.length, aid, 0, name.length);
        if (!piv) {
            return Response.of(Response.NOT_FOUND);
        }
        selected = true;
        byte[] authority = DerWriter.element(0x4F, Arrays.copyOf(aid, 5));
        byte[] application = DerWriter.element(0x4F, Arrays.copyOfRange(aid, 5, aid.length));
        return Response.of(
                DerWriter.element(
                        0x61, DerWriter.join(application, DerWriter.element(0x79, authority))));
    }

    /** The first bytes; the card keeps the others for GET RESPONSE. */
    private byte[] part(Response response, int length) {
        byte[] data = response.data();
        byte[] now = Arrays.copyOf(data, Math.min(length, data.length));
        remaining = Arrays.copyOfRange(data, now.length, data.length);
        int status =
                remaining.length == 0
                        ? response.status()
                        : 0x6100 | Math.min(remaining.length, 255);
        return DerWriter.join(now, new byte[] {(byte) (status >> 8), (byte) status});
    }
}
