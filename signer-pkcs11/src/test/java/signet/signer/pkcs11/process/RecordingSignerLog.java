package signet.signer.pkcs11.process;

import signet.signer.SignerLog;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a signer tells. */
final class RecordingSignerLog implements SignerLog {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void info(String line) {
        lines.add(line);
    }

    @Override
    public void warning(String line) {
        lines.add(line);
    }

    List<String> lines() {
        return lines;
    }
}
