package signet.testing.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;

/** A token of a {@link SoftHsm}. */
public final class SoftToken {

    private static final String SO_PIN = "12345678";

    private final Pkcs11Tool tool;
    private final String label;
    private final String pin;
    private final String serial;

    SoftToken(Pkcs11Tool tool, String label, String pin, String serial) {
        this.tool = tool.with("SO_PIN", SO_PIN).with("PIN", pin);
        this.label = label;
        this.pin = pin;
        this.serial = serial;
    }

    /** Makes a token of what is in a slot, and thereby removes all keys. */
    static void initialise(Pkcs11Tool tool, String slot, String label) throws IOException {
        tool.with("SO_PIN", SO_PIN)
                .run("--slot", slot, "--init-token", "--label", label, "--so-pin", "env:SO_PIN");
    }

    void initialisePin() throws IOException {
        run("--login-type", "so", "--so-pin", "env:SO_PIN", "--init-pin", "--new-pin", "env:PIN");
    }

    /** Returns its label. */
    public String label() {
        return label;
    }

    /** Returns the user's PIN. */
    public String pin() {
        return pin;
    }

    /** Returns its serial number, 16 hexadecimal digits. */
    public String serial() {
        return serial;
    }

    /** Returns the id of its slot, which SoftHSM2 derives from the serial number. */
    public long slotId() {
        return Long.parseUnsignedLong(serial, 16) & 0x7fff_ffffL;
    }

    /**
     * Makes a key pair, sensitive and not extractable.
     *
     * @return its public key
     */
    public PublicKey generate(SoftKey key) throws IOException {
        var arguments = new ArrayList<>(List.of("--pin", "env:PIN", "--keypairgen", "--sensitive"));
        arguments.addAll(List.of("--key-type", key.type().toolName(), "--usage-sign"));
        arguments.addAll(List.of("--id", key.id(), "--label", key.label()));
        if (key.alwaysAuthenticate()) {
            arguments.add("--always-auth");
        }
        run(arguments.toArray(String[]::new));
        String uri = "pkcs11:type=public;serial=" + serial + ";id=%" + key.id();
        PublicKey made = new P11Tool(tool.module(), tool.command()).publicKey(uri, pin, key.type());
        if (key.certificate()) {
            writeCertificate(key, made);
        }
        return made;
    }

    /** Initialises it again, with the same label, serial number and PIN: its keys are gone. */
    public void reinitialise() throws IOException {
        initialise(tool, Long.toString(slotId()), label);
        initialisePin();
    }

    private void writeCertificate(SoftKey key, PublicKey made) throws IOException {
        Path file = Files.createTempFile(tool.command().folder(), "certificate", ".der");
        try {
            Files.write(file, new WrapperCertificate().of(made, key.label()));
            run(
                    "--pin",
                    "env:PIN",
                    "--write-object",
                    file.toString(),
                    "--type",
                    "cert",
                    "--id",
                    key.id(),
                    "--label",
                    key.label());
        } catch (GeneralSecurityException e) {
            throw new IOException("no certificate for " + key, e);
        } finally {
            Files.delete(file);
        }
    }

    private void run(String... arguments) throws IOException {
        var all = new ArrayList<>(List.of("--slot", Long.toString(slotId()), "--login"));
        all.addAll(List.of(arguments));
        tool.run(all.toArray(String[]::new));
    }
}
