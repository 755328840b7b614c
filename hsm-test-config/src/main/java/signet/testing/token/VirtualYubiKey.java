package signet.testing.token;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A YubiKey with its PIV application, in this JVM, to be put into a {@link VirtualReader}. What is
 * on it, the PIN's counter included, survives removal. Thread-safe.
 */
public final class VirtualYubiKey {

    private static final int TRIES = 3;
    private static final int GUID_LENGTH = 16;

    private final int serial;
    private final String guid;
    private final PivPin pin;
    private final Finger finger = new Finger();
    private final Map<Integer, PivKeyPair> keys;
    private final PivCommands commands;
    private final PivApplet applet;

    private VirtualYubiKey(String pin, Map<Integer, PivKeyPair> keys)
            throws GeneralSecurityException {
        byte[] id = new byte[GUID_LENGTH];
        ThreadLocalRandom.current().nextBytes(id);
        this.serial = ThreadLocalRandom.current().nextInt(10_000_000, 30_000_000);
        this.guid = HexFormat.of().formatHex(id);
        this.pin = new PivPin(pin, TRIES);
        this.keys = keys;
        var objects = new PivObjects(id, keys.values(), name());
        this.commands = new PivCommands(serial, this.pin, finger, keys, objects);
        this.applet = new PivApplet(this.pin, commands);
    }

    /**
     * Makes a card with a serial number and a GUID that no other has, and three tries for the PIN.
     *
     * @param pin 6 to 8 digits
     * @param keys at most one for each slot; RSA takes some tenths of a second
     */
    public static VirtualYubiKey create(String pin, PivKey... keys) throws IOException {
        try {
            var pairs = new HashMap<Integer, PivKeyPair>();
            for (PivKey key : keys) {
                pairs.put(key.slot().reference(), PivKeyPair.generate(key));
            }
            return new VirtualYubiKey(pin, Map.copyOf(pairs));
        } catch (GeneralSecurityException e) {
            throw new IOException("no keys " + Arrays.toString(keys), e);
        }
    }

    PivApplet applet() {
        return applet;
    }

    /** Returns YubiKey's serial number, which ykcs11 shows, in decimal. */
    public int serial() {
        return serial;
    }

    /** Returns the serial number that OpenSC shows: the end of the CHUID's GUID. */
    public String openScSerial() {
        return guid.substring(GUID_LENGTH);
    }

    /**
     * Returns the start of the certificates' common names; the slot follows, for example "Card
     * 12345678 9a". OpenSC takes the one of 9A for the token's label.
     */
    public String name() {
        return "Card " + serial;
    }

    /** Returns the public key in a slot. */
    public PublicKey publicKey(PivSlot slot) {
        PivKeyPair pair = keys.get(slot.reference());
        if (pair == null) {
            throw new IllegalArgumentException("no key in " + slot);
        }
        return pair.publicKey();
    }

    /** Returns how many VERIFY commands had a PIN, right, wrong, or in vain. */
    public int verifies() {
        return pin.verifies();
    }

    /** Returns how many signatures were made. */
    public int signatures() {
        return commands.signatures();
    }

    /** Returns how many commands came. */
    public int apdus() {
        return applet.apdus();
    }

    /** Returns how many wrong PINs are left, 0 to 3. */
    public int triesLeft() {
        return pin.left();
    }

    /** Sets how many wrong PINs are left, 0 to 3. */
    public void setTriesLeft(int left) {
        pin.setLeft(left);
    }

    /** Tells whether the PIN was given since the power came on. */
    public boolean verified() {
        return pin.verified();
    }

    /** Forgets that the PIN was given, as another program on the host can make it do. */
    public void deauthenticate() {
        pin.forget();
    }

    /**
     * Makes each signature from now on take longer, as long as that of a real card, for example.
     */
    public void delaySignatures(Duration time) {
        commands.delaySignatures(time);
    }

    /** Tells whether a signature waits for a touch; after 15 s it fails. */
    public boolean waitsForTouch() {
        return finger.waiting();
    }

    /** Touches; when no signature waits, nothing happens. */
    public void touch() {
        finger.touch();
    }
}
