package signet.master.install;

import signet.config.CertificateConfig;
import signet.files.Reason;
import signet.master.certificate.IssuedChain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Puts an issued certificate in the place of the old one, both files or none: each is written
 * beside its target, with its owner and mode, and is on the disk before any takes its place.
 */
public final class CertificateInstaller {

    private CertificateInstaller() {}

    /**
     * Installs a chain.
     *
     * @return the files that were replaced, in order
     * @throws InstallException where it fails; then nothing has changed
     */
    public static List<Path> install(InstallPlan plan, IssuedChain chain) throws InstallException {
        CertificateConfig config = plan.config();
        List<Replacement> replacements = new ArrayList<>();
        Path current = config.installed();
        try {
            if (config.certificate().isPresent()) {
                current = config.certificate().get();
                replacements.add(Replacement.prepare(plan, current, chain.leafPem()));
            }
            if (config.certificateChain().isPresent()) {
                current = config.certificateChain().get();
                replacements.add(Replacement.prepare(plan, current, chain.chainPem()));
            }
            for (Replacement replacement : replacements) {
                current = replacement.target();
                replacement.commit();
            }
        } catch (IOException e) {
            InstallException failure =
                    new InstallException(
                            String.format(
                                    Locale.ROOT,
                                    "can't install %s (%s); the old files are untouched",
                                    current,
                                    Reason.of(e)),
                            e);
            replacements.reversed().forEach(replacement -> replacement.rollBack(failure));
            throw failure;
        }
        return replacements.stream().map(Replacement::finish).toList();
    }
}
