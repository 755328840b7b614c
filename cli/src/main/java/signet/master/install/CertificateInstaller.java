package signet.master.install;

import signet.config.CertificateConfig;
import signet.files.Reason;
import signet.master.certificate.IssuedChain;

import java.io.IOException;
import java.nio.file.FileSystemException;
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
     * @throws InstallException where it fails; it says whether all is as it was
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
            throw failure(current, replacements, e);
        }
        return replacements.stream().map(Replacement::finish).toList();
    }

    private static InstallException failure(
            Path current, List<Replacement> replacements, IOException cause) {
        boolean undone = true;
        for (Replacement replacement : replacements.reversed()) {
            undone &= replacement.rollBack(cause);
        }
        return new InstallException(
                String.format(
                        Locale.ROOT,
                        "can't install %s (%s); %s",
                        current,
                        reason(current, cause),
                        undone
                                ? "the old files are untouched"
                                : "what was done could not be undone, and the next run installs all"
                                        + " of it again"),
                undone,
                cause);
    }

    /** What is in the way may be another file than the one that is installed. */
    private static String reason(Path current, IOException cause) {
        return cause instanceof FileSystemException problem
                        && problem.getReason() != null
                        && !current.toString().equals(problem.getFile())
                ? problem.getFile() + " " + problem.getReason()
                : Reason.of(cause);
    }
}
