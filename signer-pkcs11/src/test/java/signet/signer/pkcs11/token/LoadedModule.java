package signet.signer.pkcs11.token;

import signet.signer.SignerException;
import signet.testing.token.FaultShim;
import signet.testing.token.SoftHsm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Loads modules of tests into this process. */
public final class LoadedModule {

    private LoadedModule() {}

    /** Loads a copy, whose variables are its own, so that tests don't share tokens or logins. */
    public static TokenModule of(SoftHsm hsm, Path folder) throws IOException, SignerException {
        NativeEnvironment.set(hsm.environment());
        return TokenModule.load(copy(hsm, folder));
    }

    /** Copies SoftHSM2's module. */
    public static Path copy(SoftHsm hsm, Path folder) throws IOException {
        return Files.copy(hsm.modulePath(), folder.resolve("libsofthsm2.so"));
    }

    /** Loads SoftHSM2 behind the shim. */
    public static TokenModule of(FaultShim shim) throws SignerException {
        NativeEnvironment.set(shim.environment());
        return TokenModule.load(shim.modulePath());
    }

    /** Returns the bytes of a PIN. */
    public static Optional<byte[]> pin(String pin) {
        return Optional.of(pin.getBytes(StandardCharsets.UTF_8));
    }

    /** Logs in, or fails with the reason. */
    public static TokenSession loggedIn(TokenModule module, Token token, String pin)
            throws SignerException {
        return switch (module.login(token, pin(pin))) {
            case LoginOutcome.LoggedIn(TokenSession session) -> session;
            case LoginOutcome.Failed(SignerException reason, boolean _) -> throw reason;
        };
    }
}
