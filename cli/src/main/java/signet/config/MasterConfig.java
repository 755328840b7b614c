package signet.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code signet.conf} says; a {@code lacme.conf} is one too, with the defaults of lacme.
 *
 * @param file the file
 * @param certificateConfigs the files and directories of {@code config-certs}, full paths, those of
 *     a directory written with a slash included; never empty
 * @param lock the file that keeps two runs apart
 * @param client section {@code [client]}
 * @param webserver section {@code [webserver]}
 * @param accountd section {@code [accountd]}, where there is one
 */
public record MasterConfig(
        Path file,
        List<Path> certificateConfigs,
        Path lock,
        ClientConfig client,
        WebserverConfig webserver,
        Optional<AccountdSpawnConfig> accountd) {

    static final List<String> KEYS = List.of("config-certs", "lock");
    private static final List<String> SECTIONS = List.of("client", "webserver", "accountd");

    /** Copies the list. */
    public MasterConfig {
        certificateConfigs = List.copyOf(certificateConfigs);
    }

    /**
     * Reads the configuration.
     *
     * @param explicitFile the file given on the command line, specifiers in it are expanded;
     *     without it {@code %E/signet/signet.conf}. Both must exist: with all defaults this would
     *     ask a public CA, which nobody may have meant. An empty file says that somebody did
     * @throws ConfigException where the file or a value in it is wrong, or others could have
     *     written it
     * @throws IOException where reading the file fails
     */
    public static MasterConfig load(Optional<Path> explicitFile, Specifiers specifiers)
            throws ConfigException, IOException {
        Path file = ConfigFiles.locate(explicitFile, "signet.conf", specifiers);
        if (explicitFile.isEmpty() && ConfigFiles.isMissing(file)) {
            throw new ConfigException(
                    file
                            + ": no such file; create it (an empty file means all defaults), or"
                            + " name another with --config=FILE (a lacme.conf will do)");
        }
        IniFile ini = IniFile.read(file, TrustedFiles.of(specifiers));
        ConfigFiles.allowSections(ini, SECTIONS);
        SectionReader section = new SectionReader(ini.section(""), specifiers);
        section.allow(KEYS);
        return new MasterConfig(
                file,
                certificateConfigs(file, section, specifiers),
                lock(section, specifiers),
                ClientConfig.of(ini, specifiers),
                WebserverConfig.of(ini, specifiers),
                AccountdSpawnConfig.of(ini, specifiers));
    }

    /**
     * Finds a file or directory of certificate sections, as {@code config-certs} and {@code
     * --config-certs} name it: specifiers are expanded, a relative path starts at this file's
     * directory.
     */
    public Path resolve(String name, Specifiers specifiers) throws ConfigException {
        return resolve(file, specifiers.expandPath(name));
    }

    private static Path resolve(Path file, Path name) {
        return file.resolveSibling(name).normalize();
    }

    private static List<Path> certificateConfigs(
            Path file, SectionReader section, Specifiers specifiers) throws ConfigException {
        Optional<IniEntry> entry = section.filled("config-certs");
        if (entry.isEmpty()) {
            return defaults(file);
        }
        List<Path> paths = new ArrayList<>();
        for (String word : entry.get().value().split("\\s+", -1)) {
            try {
                paths.add(resolve(file, specifiers.expandPath(word)));
            } catch (ConfigException e) {
                throw entry.get().error(e.getMessage());
            }
        }
        return paths;
    }

    /** One of the two will do; where there is none, the first is what the error names. */
    private static List<Path> defaults(Path file) {
        List<Path> both =
                Dialect.of(file).certificateConfigs().stream()
                        .map(name -> resolve(file, Path.of(name)))
                        .toList();
        List<Path> found = both.stream().filter(path -> !ConfigFiles.isMissing(path)).toList();
        return found.isEmpty() ? both.subList(0, 1) : found;
    }

    private static Path lock(SectionReader section, Specifiers specifiers) throws ConfigException {
        Optional<Path> lock = section.absolutePath("lock");
        if (lock.isPresent()) {
            return lock.get();
        }
        try {
            return specifiers.expandPath("%t/signet.lock");
        } catch (ConfigException _) {
            // A user in a cron job has no run-time directory, and should not need one for this.
            return specifiers.expandPath("%h/.signet.lock");
        }
    }
}
