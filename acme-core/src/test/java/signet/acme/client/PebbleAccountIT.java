package signet.acme.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.acme.Account;
import signet.acme.AccountStatus;
import signet.acme.TestAccountKey;
import signet.testing.PebbleOptions;
import signet.testing.PebbleServer;
import signet.trust.RootCertificates;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Account operations against a real Pebble. */
class PebbleAccountIT {

    private final PebbleServer pebble;
    private final ClientOptions options;
    private final TestAccountKey key;

    PebbleAccountIT(@TempDir Path folder) throws Exception {
        pebble = PebbleServer.start(folder, PebbleOptions.defaults().withBadNoncePercent(15));
        options =
                ClientOptions.defaults()
                        .withTrustedRoots(
                                RootCertificates.parse(Files.readString(pebble.caFile())));
        key = TestAccountKey.generate();
    }

    @AfterEach
    void stop() {
        pebble.close();
    }

    private AcmeClient open(AccountKey accountKey) throws AcmeException {
        return AcmeClient.open(pebble.directory(), accountKey, options);
    }

    @Test
    void registersOnceAndLooksUpWithoutChangingAnything() throws Exception {
        List<String> contacts = List.of("mailto:admin@example.org");
        try (AcmeClient client = open(key)) {
            Accounts.Registration first = client.accounts().register(contacts, true);
            assertThat(first.created()).isTrue();
            Accounts.Registration second = client.accounts().register(List.of(), true);
            assertThat(second.created()).isFalse();
            assertThat(second.account().url()).isEqualTo(first.account().url());
        }
        try (AcmeClient other = open(key)) {
            Account account = other.accounts().lookUp();
            assertThat(account.contact()).isEqualTo(contacts);
            assertThat(account.status()).isEqualTo(AccountStatus.VALID);
        }
    }

    @Test
    void saysThatThereIsNoAccount() throws Exception {
        try (AcmeClient client = open(key)) {
            assertThatThrownBy(() -> client.accounts().lookUp())
                    .isInstanceOf(AcmeException.NoAccount.class)
                    .hasMessageContaining("--register");
        }
    }

    @Test
    void showsTheReasonWhereTheTermsAreNotAgreedTo() throws Exception {
        try (AcmeClient client = open(key)) {
            assertThat(client.directory().meta().termsOfService()).isPresent();
            assertThatThrownBy(() -> client.accounts().register(List.of(), false))
                    .isInstanceOf(AcmeException.ServerProblem.class)
                    .hasMessageContaining("terms of service");
        }
    }

    @Test
    void updatesContactsAndDeactivates() throws Exception {
        try (AcmeClient client = open(key)) {
            client.accounts().register(List.of("mailto:old@example.org"), true);
            Account updated = client.accounts().updateContacts(List.of("mailto:new@example.org"));
            assertThat(updated.contact()).containsExactly("mailto:new@example.org");
            assertThat(client.accounts().deactivate().status())
                    .isEqualTo(AccountStatus.DEACTIVATED);
            assertThatThrownBy(() -> client.accounts().lookUp())
                    .isInstanceOf(AcmeException.ServerProblem.class);
        }
    }

    @Test
    void worksForAFixedAccountWithoutItsJwk() throws Exception {
        String url;
        try (AcmeClient client = open(key)) {
            url = client.accounts().register(List.of(), true).account().url().toString();
        }
        try (AcmeClient bound = open(key.boundTo(url))) {
            assertThat(bound.accounts().lookUp().url()).hasToString(url);
            assertThatThrownBy(() -> bound.accounts().register(List.of(), true))
                    .isInstanceOf(AcmeException.NotPossible.class)
                    .hasMessageContaining("keyid");
        }
    }
}
