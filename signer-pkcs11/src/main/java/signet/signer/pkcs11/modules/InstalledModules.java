package signet.signer.pkcs11.modules;

import signet.signer.SignerException;
import signet.signer.pkcs11.uri.Pkcs11Uri;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The modules of this host, each file once. */
public final class InstalledModules {

    private static final int MAX_FILE = 64 * 1024;

    /** They hold no keys, or only lead to the modules that are listed anyway. */
    private static final List<String> NO_TOKENS =
            List.of("p11-kit-trust", "p11-kit-proxy", "p11-kit-client");

    private final List<InstalledModule> modules;

    private InstalledModules(List<InstalledModule> modules) {
        this.modules = List.copyOf(modules);
    }

    /** Looks for them. What can't be read is passed over. */
    public static InstalledModules at(ModulePlaces places) {
        Map<Path, InstalledModule> found = new LinkedHashMap<>();
        for (Path registry : places.registries()) {
            for (Path file : registered(registry)) {
                module(file, places).ifPresent(module -> add(found, module));
            }
        }
        for (Path folder : places.libraries()) {
            for (String name : places.usual()) {
                Path file = folder.resolve(name);
                if (Files.isRegularFile(file)) {
                    add(found, InstalledModule.of(file));
                }
            }
        }
        return new InstalledModules(List.copyOf(found.values()));
    }

    private static void add(Map<Path, InstalledModule> found, InstalledModule module) {
        if (NO_TOKENS.contains(InstalledModule.nameOf(module.path()))) {
            return;
        }
        try {
            InstalledModule _ = found.putIfAbsent(module.path().toRealPath(), module);
        } catch (IOException e) {
            // Not there, or not for us.
        }
    }

    private static List<Path> registered(Path registry) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(registry, "*.module")) {
            stream.forEach(files::add);
        } catch (IOException e) {
            return List.of();
        }
        files.sort(null);
        return files;
    }

    /** Reads the key {@code module} of a file in the format of pkcs11.conf(5). */
    private static Optional<InstalledModule> module(Path file, ModulePlaces places) {
        try {
            if (Files.size(file) > MAX_FILE) {
                return Optional.empty();
            }
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(":", 2);
                if (parts.length == 2 && parts[0].strip().equals("module")) {
                    String fileName = String.valueOf(file.getFileName());
                    String name = fileName.substring(0, fileName.lastIndexOf('.'));
                    return resolve(parts[1].strip(), places)
                            .map(path -> new InstalledModule(name, path));
                }
            }
        } catch (IOException e) {
            // Not text, or not for us.
        }
        return Optional.empty();
    }

    private static Optional<Path> resolve(String text, ModulePlaces places) {
        try {
            if (text.startsWith("/")) {
                return Optional.of(Path.of(text));
            }
            return places.libraries().stream()
                    .map(folder -> folder.resolve("pkcs11").resolve(text))
                    .filter(Files::isRegularFile)
                    .findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Returns them all. */
    public List<InstalledModule> all() {
        return modules;
    }

    /**
     * Returns the module that a URI names, or the only one where it names none.
     *
     * @throws SignerException.KeyNotFound where there is none, or more than one; the message lists
     *     them
     */
    public Path forUri(Pkcs11Uri uri) throws SignerException {
        if (uri.modulePath().isPresent()) {
            return uri.modulePath().get();
        }
        List<InstalledModule> fitting =
                uri.moduleName().isPresent()
                        ? modules.stream()
                                .filter(module -> module.isCalled(uri.moduleName().get()))
                                .toList()
                        : modules;
        if (fitting.size() == 1) {
            return fitting.getFirst().path();
        }
        throw new SignerException.KeyNotFound(
                uri
                        + (uri.moduleName().isPresent()
                                ? ": no module is called so"
                                : ": the URI names no module")
                        + choices());
    }

    private String choices() {
        return modules.isEmpty()
                ? ", and none is installed that we know; add ?module-path=/path/of/module.so"
                : modules.stream()
                        .map(module -> "module-path=" + module.path())
                        .collect(Collectors.joining(", ", "; add one of: ", " behind a \"?\""));
    }
}
