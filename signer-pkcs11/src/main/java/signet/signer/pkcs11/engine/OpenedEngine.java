package signet.signer.pkcs11.engine;

import java.time.Duration;

/**
 * An engine that has made a signature which the public key verifies.
 *
 * @param engine ready to sign; to be closed
 * @param why why it is this engine, for people
 * @param probeTime how long the probe signature took
 */
public record OpenedEngine(SigningEngine engine, String why, Duration probeTime) {}
