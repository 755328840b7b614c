package signet.master.install;

import signet.config.CertificateConfig;
import signet.config.ConfigException;
import signet.config.Owner;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where and how a section's certificate is to be installed, tried out: for each target an empty
 * file with its owner and mode was made beside it, and removed again. So what is wrong with a
 * section shows before an order, and costs no issuance.
 *
 * <p>A target that is a symbolic link will be replaced by a file, as in lacme: what the link points
 * to may belong to somebody else.
 */
public final class InstallPlan {

    private final CertificateConfig config;
    private final FileOwner owner;
    private final Set<PosixFilePermission> mode;

    private InstallPlan(CertificateConfig config, FileOwner owner, Set<PosixFilePermission> mode) {
        this.config = config;
        this.owner = owner;
        this.mode = Set.copyOf(mode);
    }

    /**
     * Checks all that can be checked without a certificate.
     *
     * @throws ConfigException for the first thing that would make the installation fail
     * @throws IOException where the check itself fails
     */
    public static InstallPlan check(CertificateConfig config) throws ConfigException, IOException {
        refuseSameFile(config, "certificate", config.certificate(), config.certificateChain());
        Optional<Path> key = Optional.of(config.certificateKey());
        refuseSameFile(config, "certificate", config.certificate(), key);
        refuseSameFile(config, "certificate-chain", config.certificateChain(), key);
        InstallPlan plan =
                new InstallPlan(config, FileOwner.of(config), FileMode.of(config.mode()));
        plan.checkTarget("certificate", config.certificate());
        plan.checkTarget("certificate-chain", config.certificateChain());
        return plan;
    }

    CertificateConfig config() {
        return config;
    }

    /** Makes an empty file beside a target, with the owner and mode of this plan. */
    TemporaryFile prepare(Path target) throws IOException {
        TemporaryFile file = TemporaryFile.beside(target);
        try {
            file.permit(owner, mode);
            return file;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void checkTarget(String key, Optional<Path> target)
            throws ConfigException, IOException {
        if (target.isEmpty()) {
            return;
        }
        Path file = target.get();
        Path directory = TemporaryFile.directoryOf(file);
        if (!Files.isDirectory(directory)) {
            throw config.error(
                    key,
                    String.format(
                            Locale.ROOT,
                            "there is no directory %1$s; create it: mkdir -p %1$s",
                            directory));
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && !Files.isSymbolicLink(file)
                && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw config.error(key, file + " is not a regular file; name one, or a new one");
        }
        tryOut(key, file, directory);
    }

    private void tryOut(String key, Path file, Path directory) throws ConfigException, IOException {
        try (TemporaryFile trial = TemporaryFile.beside(file)) {
            tryOwner(trial);
        } catch (AccessDeniedException e) {
            throw config.error(
                            key,
                            "no permission to write in " + directory + "; run as root, or mend it")
                    .withCause(e);
        } catch (IOException e) {
            throw config.error(key, "can't write in " + directory + ": " + e.getMessage())
                    .withCause(e);
        }
    }

    private void tryOwner(TemporaryFile trial) throws ConfigException {
        try {
            trial.permit(owner, mode);
        } catch (IOException e) {
            throw config.error(
                            FileOwner.key(config),
                            String.format(
                                    Locale.ROOT,
                                    "no permission to give files to \"%s\"; run as root, or remove"
                                            + " the key",
                                    ownerText()))
                    .withCause(e);
        }
    }

    private String ownerText() {
        Optional<Owner> configured = config.owner();
        return configured.flatMap(Owner::user).orElse("")
                + configured.flatMap(Owner::group).map(group -> ":" + group).orElse("");
    }

    private static void refuseSameFile(
            CertificateConfig config, String key, Optional<Path> file, Optional<Path> other)
            throws ConfigException, IOException {
        if (file.isPresent() && other.isPresent() && isSame(file.get(), other.get())) {
            throw config.error(
                    key, file.get() + " is set for two purposes; give each a file of its own");
        }
    }

    private static boolean isSame(Path a, Path b) throws IOException {
        return a.equals(b) || (Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b));
    }
}
