package signet.signer.pkcs11.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.signer.SignerException;
import signet.signer.pkcs11.uri.Pkcs11Uri;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class InstalledModulesTest {

    @TempDir private Path folder;
    private Path library;
    private Path registry;

    @BeforeEach
    void makeFolders() throws IOException {
        library = Files.createDirectories(folder.resolve("lib"));
        registry = Files.createDirectories(folder.resolve("modules"));
        Files.createDirectories(library.resolve("pkcs11"));
    }

    private Path module(String name) throws IOException {
        return Files.writeString(library.resolve(name), "");
    }

    private InstalledModules modules() {
        return InstalledModules.at(
                new ModulePlaces(
                        List.of(folder.resolve("none"), registry),
                        List.of(folder.resolve("nothing"), library),
                        List.of("libusual.so", "pkcs11/other.so")));
    }

    private Path find(String uri) throws SignerException {
        return modules().forUri(Pkcs11Uri.parse(uri));
    }

    @Test
    void registeredAndUsualModulesAreFoundOnceEach() throws Exception {
        Path usual = module("libusual.so");
        Path relative = module("pkcs11/registered.so");
        Files.createSymbolicLink(library.resolve("pkcs11/other.so"), usual);
        Files.writeString(
                registry.resolve("a.module"), "# x\npriority: 3\nmodule: registered.so\n");
        Files.writeString(registry.resolve("b.module"), "module: " + usual + "\n");
        Files.writeString(registry.resolve("c.module"), "module: /not/there.so\n");
        Files.writeString(registry.resolve("d.module.bak"), "module: " + usual + "\n");

        assertThat(modules().all())
                .containsExactly(
                        new InstalledModule("a", relative), new InstalledModule("b", usual));
    }

    @Test
    void modulesWithoutTokensOfTheirOwnAreLeftOut() throws Exception {
        Path trust = module("pkcs11/p11-kit-trust.so");
        Files.writeString(registry.resolve("p11-kit-trust.module"), "module: " + trust + "\n");

        assertThat(modules().all()).isEmpty();
    }

    @Test
    void aModuleIsFoundByItsPathOrByEitherOfItsNames() throws Exception {
        Path usual = module("libusual.so");
        module("pkcs11/other.so");
        Files.writeString(registry.resolve("mine.module"), "module: " + usual + "\n");

        assertThat(find("pkcs11:?module-path=/x/y.so")).isEqualTo(Path.of("/x/y.so"));
        assertThat(find("pkcs11:?module-name=mine")).isEqualTo(usual);
        assertThat(find("pkcs11:?module-name=usual")).isEqualTo(usual);
        assertThatThrownBy(() -> find("pkcs11:?module-name=theirs"))
                .isInstanceOf(SignerException.KeyNotFound.class)
                .hasMessageContainingAll("no module is called so", "module-path=" + usual);
    }

    @Test
    void withoutANameTheOnlyModuleIsTaken() throws Exception {
        assertThatThrownBy(() -> find("pkcs11:token=x"))
                .hasMessageContaining("none is installed that we know");
        Path usual = module("libusual.so");
        assertThat(find("pkcs11:token=x")).isEqualTo(usual);
        module("pkcs11/other.so");
        assertThatThrownBy(() -> find("pkcs11:token=x"))
                .hasMessageContainingAll("names no module", "module-path=" + usual, "other.so");
    }
}
