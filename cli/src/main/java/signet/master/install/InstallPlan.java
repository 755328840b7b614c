package signet.master.install;

import signet.config.CertificateConfig;
import signet.config.ConfigException;
import signet.config.Owner;
import signet.files.FileState;
import signet.files.Folder;
import signet.files.OpenFile;
import signet.files.Reason;
import signet.files.Staging;
import signet.files.Trust;
import signet.files.UntrustedFileException;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where and how a section's certificate is to be installed, tried out: for each target an empty
 * file with its owner and mode was made in its directory, and is gone again. So what is wrong with
 * a section shows before an order, and costs no issuance.
 *
 * <p>A target that is a symbolic link will be replaced by a file, as in lacme: what the link points
 * to may belong to somebody else.
 */
public final class InstallPlan {

    private final CertificateConfig config;
    private final Permissions permissions;
    private final Trust trust;

    private InstallPlan(CertificateConfig config, Permissions permissions, Trust trust) {
        this.config = config;
        this.permissions = permissions;
        this.trust = trust;
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
        InstallPlan plan = of(config);
        plan.checkTarget("certificate", config.certificate());
        plan.checkTarget("certificate-chain", config.certificateChain());
        return plan;
    }

    /** Whoever the files are for may own the directories that they are in. */
    private static InstallPlan of(CertificateConfig config) throws ConfigException, IOException {
        FileOwner owner = FileOwner.of(config);
        Trust ours = Trust.ours("have root replace files that are not theirs");
        return new InstallPlan(
                config,
                new Permissions(owner.user(), owner.group(), FileMode.of(config.mode())),
                owner.user().isPresent() ? ours.and(owner.user().getAsInt()) : ours);
    }

    /**
     * Removes what a killed run left beside the targets of a section.
     *
     * @throws IOException where that fails
     */
    public static void clear(CertificateConfig config) throws ConfigException, IOException {
        InstallPlan plan = of(config);
        for (Path target : plan.targets()) {
            StagedFile.clear(target, plan.trust);
        }
    }

    private List<Path> targets() {
        return Stream.of(config.certificate(), config.certificateChain())
                .flatMap(Optional::stream)
                .toList();
    }

    CertificateConfig config() {
        return config;
    }

    /** Makes an empty file for a target, with the owner and mode of this plan. */
    StagedFile prepare(Path target) throws IOException {
        StagedFile file = StagedFile.make(target, trust);
        try {
            file.permit(permissions);
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
        if (file.getFileName() == null) {
            throw config.error(key, file + " is a directory; name a file");
        }
        Path directory = StagedFile.directoryOf(file);
        try (Folder folder = Folder.openShared(directory, trust)) {
            Optional<FileState> old = folder.look(StagedFile.nameOf(file));
            if (old.isPresent() && !old.get().isFile() && old.get().kind() != FileState.Kind.LINK) {
                throw config.error(key, file + " is not a regular file; name one, or a new one");
            }
            tryOut(key, file, folder);
            checkStaging(key, folder);
        } catch (UntrustedFileException e) {
            throw config.error(
                            key,
                            e.getMessage()
                                    + "; where the certificate is that user's, set \"owner\" in"
                                    + " this section instead")
                    .withCause(e);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw config.error(
                            key,
                            String.format(
                                    Locale.ROOT,
                                    "there is no directory %1$s; create it: mkdir -p %1$s",
                                    directory))
                    .withCause(e);
        }
    }

    private void checkStaging(String key, Folder folder) throws ConfigException {
        try {
            Staging.check(folder);
        } catch (FileSystemException e) {
            throw config.error(key, e.getFile() + " " + Reason.of(e)).withCause(e);
        } catch (IOException e) {
            throw config.error(key, Reason.of(e)).withCause(e);
        }
    }

    private void tryOut(String key, Path file, Folder folder) throws ConfigException, IOException {
        try (OpenFile trial = folder.createUnnamed()) {
            tryOwner(trial);
        } catch (AccessDeniedException e) {
            throw config.error(
                            key,
                            "no permission to write in "
                                    + folder.path()
                                    + "; run as root, or mend it")
                    .withCause(e);
        } catch (FileSystemException e) {
            tryOutWithName(key, file, e);
        }
    }

    /** Some network file systems have no files without a name. */
    private void tryOutWithName(String key, Path file, FileSystemException first)
            throws ConfigException, IOException {
        try (StagedFile trial = StagedFile.make(file, trust)) {
            trial.permit(permissions);
        } catch (IOException e) {
            e.addSuppressed(first);
            throw config.error(key, "can't write in its directory: " + e.getMessage()).withCause(e);
        }
    }

    private void tryOwner(OpenFile trial) throws ConfigException {
        try {
            permissions.giveTo(trial);
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
