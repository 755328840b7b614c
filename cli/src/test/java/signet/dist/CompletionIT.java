package signet.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;

/** The completions work in the real shells. */
class CompletionIT {

    @TempDir Path folder;

    private Shells shells() {
        return new Shells(Distribution.HOME, folder);
    }

    @ParameterizedTest
    @CsvSource({
        "signet new,                             newOrder new-cert new-order",
        "signet newOrder --for,                  --force",
        "signet --quiet newOrder --js,           --json",
        "signet help rev,                        revokeCert revoke-cert",
        "signet revokeCert /usr/share/bash-completion/bash_comp,          "
                + " /usr/share/bash-completion/bash_completion",
        "signet-accountd tok,                    token",
        "signet-accountd token forg,             forget-pin",
        "signet-accountd audit verify --print,   --print-key",
        "signet-accountd keygen --type E,        ES256 ES384"
    })
    void bashCompletes(String line, String words) throws IOException {
        assertThat(shells().bash(line).split(" ")).contains(words.split(" "));
    }

    @Test
    void bashCompletesNothingThatDoesNotFit() throws IOException {
        assertThat(shells().bash("signet-accountd xyz")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "signet newO,                            'signet newOrder '",
        "signet newOrder --for,                  'signet newOrder --force '",
        "signet new-cert --for,                  'signet new-cert --force '",
        "signet --quiet newOrder --js,           'signet --quiet newOrder --json '",
        "signet newOrder --force --min,          'signet newOrder --force --min'",
        "signet newOrder --config=/usr/share/bash-completion/bash_comp,    'signet newOrder"
                + " --config=/usr/share/bash-completion/bash_completion '",
        "signet help revokeC,                    'signet help revokeCert '",
        "signet revokeCert /usr/share/bash-completion/bash_comp,           'signet revokeCert"
                + " /usr/share/bash-completion/bash_completion '",
        "signet-accountd tok,                    'signet-accountd token '",
        "signet-accountd --pri,                  signet-accountd --privkey=",
        "signet-accountd token forg,             'signet-accountd token forget-pin '",
        "signet-accountd keygen --type=R,        'signet-accountd keygen --type=RS256 '",
        "signet-accountd audit verify --print,   'signet-accountd audit verify --print-key '",
        "signet-accountd xyz,                    signet-accountd xyz"
    })
    void zshCompletes(String line, String completed) throws IOException {
        assertThat(shells().zsh(line)).contains("<" + completed + ">");
    }

    @Test
    void zshDescribesWhatItOffers() throws IOException {
        assertThat(shells().zshOffers("signet-accountd token "))
                .contains("forget-pin  -- Forgets which PINs a token has refused");
        assertThat(shells().zshOffers("signet newOrder --"))
                .contains("--force")
                .contains("-- Renew all, however long they are valid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zsh share/zsh/vendor-completions/_signet",
                "zsh share/zsh/vendor-completions/_signet-accountd",
                "bash share/bash-completion/completions/signet",
                "bash share/bash-completion/completions/signet-accountd"
            })
    void shellsFindNoMistake(String file) throws IOException {
        String[] parts = file.split(" ", 2);
        assertThat(shells().mistakes(parts[0], parts[1])).isEmpty();
    }
}
