package signet.signer.pkcs11.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;
import signet.signer.deadline.DeadlineTimer;
import signet.signer.pkcs11.pin.PinState;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The tasks that end by themselves. */
class TokenTasksTest {

    @TempDir private Path folder;
    private final DeadlineTimer timer = new DeadlineTimer();
    private FakeHelper helper;

    @BeforeEach
    void makeAHelper() throws Exception {
        helper = new FakeHelper(folder);
    }

    @AfterEach
    void stop() {
        timer.close();
    }

    private List<ListedToken> list(String module) throws SignerException {
        return TokenTasks.list(helper.command(), module, helper.log, timer, FakeHelper.LONG);
    }

    @Test
    void listsTokensAndKeys() throws Exception {
        ListedToken token = list("/m.so").getFirst();

        assertThat(token.token().token().serial()).isEqualTo("0042");
        assertThat(token.token().pinState()).isEqualTo(PinState.COUNT_LOW);
        assertThat(token.certificates()).isEqualTo(1);
        assertThat(token.keys().getFirst().usable()).contains("ES256");
        assertThat(list("/empty.so")).isEmpty();
    }

    @Test
    void aModuleThatCrashesIsReported() {
        assertThatThrownBy(() -> list("/broken.so"))
                .isInstanceOf(SignerException.TokenUnavailable.class)
                .hasMessageContaining("killed by signal 11");
    }

    @Test
    void checksAKey() throws Exception {
        CheckedToken checked = TokenTasks.check(helper.starter());

        assertThat(checked.ready().mechanism()).isEqualTo("CKM_ECDSA");
        assertThat(checked.signatureMicros()).containsExactly(1500L, 99949L);
    }

    @Test
    void makesAKey() throws Exception {
        NewTokenKey key =
                new NewTokenKey(SignatureAlgorithm.ES384, Optional.of("02"), Optional.of("k"));

        assertThat(TokenTasks.generate(helper.starter(), key))
                .isEqualTo("pkcs11:token=acme;id=%02");
        assertThat(helper.heard().getFirst())
                .contains("\"type\":\"ES384\",\"id\":\"02\",\"label\":\"k\"");
    }
}
