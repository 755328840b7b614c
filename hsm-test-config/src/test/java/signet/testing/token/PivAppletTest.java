package signet.testing.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.HexFormat;

class PivAppletTest {

    private static final String SELECT = "00a4040005a000000308";
    private static final String VERIFY = "0020008008313233343536ffff";
    private static final String WRONG = "0020008008393939393939ffff";
    private static final String STATE = "00200080";
    private static final String SIGN_9A = "0087119a267c2482008120" + "01".repeat(32) + "00";
    private static final String SIGN_9C = "0087119c267c2482008120" + "01".repeat(32) + "00";

    private VirtualYubiKey card;

    @BeforeEach
    void makeACard() throws IOException {
        card =
                VirtualYubiKey.create(
                        "123456",
                        PivKey.of(PivSlot.AUTHENTICATION, KeyType.P256),
                        PivKey.of(PivSlot.SIGNATURE, KeyType.P256));
    }

    private String send(String apdu) throws InterruptedException {
        HexFormat hex = HexFormat.of();
        return hex.formatHex(card.applet().transmit(hex.parseHex(apdu)));
    }

    @Test
    void knowsNoCommandBeforeItIsSelected() throws InterruptedException {
        assertThat(send(VERIFY)).isEqualTo("6d00");
        assertThat(send("00a4040005a000000309")).isEqualTo("6a82");
        assertThat(send(SELECT)).startsWith("61").endsWith("9000");
        assertThat(send(VERIFY)).isEqualTo("9000");
        assertThat(card.apdus()).isEqualTo(4);
    }

    @Test
    void signsWithoutThePinNeverAndWithItAgainAndAgain() throws InterruptedException {
        send(SELECT);
        assertThat(send(SIGN_9A)).isEqualTo("6982");
        assertThat(send(VERIFY)).isEqualTo("9000");
        assertThat(send(SIGN_9A)).endsWith("9000");
        assertThat(send(SIGN_9A)).endsWith("9000");
        assertThat(card.signatures()).isEqualTo(2);
        card.deauthenticate();
        assertThat(send(SIGN_9A)).isEqualTo("6982");
    }

    @Test
    void signsOncePerVerificationWithAPinAlwaysKey() throws InterruptedException {
        send(SELECT);
        send(VERIFY);
        assertThat(send(SIGN_9C)).endsWith("9000");
        assertThat(send(SIGN_9C)).isEqualTo("6982");
        send(VERIFY);
        assertThat(send(STATE)).isEqualTo("9000");
        assertThat(send(SIGN_9C)).isEqualTo("6982");
    }

    @Test
    void countsWrongPinsButNoQuestionsAndNoneOfAnotherLength() throws InterruptedException {
        send(SELECT);
        assertThat(send(STATE)).isEqualTo("63c3");
        assertThat(send("00200080023132")).isEqualTo("6a80");
        assertThat(send(WRONG)).isEqualTo("63c2");
        assertThat(send(VERIFY)).isEqualTo("9000");
        assertThat(card.triesLeft()).isEqualTo(3);
        send(WRONG);
        send(WRONG);
        assertThat(send(WRONG)).isEqualTo("6983");
        assertThat(send(VERIFY)).isEqualTo("6983");
        assertThat(card.triesLeft()).isZero();
        assertThat(card.verifies()).isEqualTo(7);
    }

    @Test
    void forgetsSelectionAndPinWhenReset() throws InterruptedException {
        send(SELECT);
        send(VERIFY);
        card.applet().reset();
        assertThat(card.verified()).isFalse();
        assertThat(send(SIGN_9A)).isEqualTo("6d00");
    }

    @Test
    void givesLongAnswersInPartsAndTakesLongCommandsInParts() throws InterruptedException {
        send(SELECT);
        String first = send("00cb3fff055c035fc10500");
        assertThat(first).hasSize(2 * (256 + 2));
        int rest = Integer.parseInt(first.substring(2 * 257), 16);
        assertThat(first.substring(2 * 256, 2 * 257)).isEqualTo("61");
        assertThat(send("00c00000" + HexFormat.of().toHexDigits((byte) rest)))
                .hasSize(2 * (rest + 2))
                .endsWith("9000");
        send(VERIFY);
        assertThat(send("1087119a147c248200812001010101010101010101010101010101"))
                .isEqualTo("6a80");
        assertThat(send("1087119a137c248200812001010101010101010101010101")).isEqualTo("9000");
        assertThat(send("0087119a13" + "01".repeat(19) + "00")).endsWith("9000");
    }

    @Test
    void refusesNonsense() throws InterruptedException {
        send(SELECT);
        assertThat(send("0020008008313233")).isEqualTo("6a80");
        assertThat(send("00cb3fff025c0500")).isEqualTo("6a80");
        assertThat(send("0087119d00")).isEqualTo("6a88");
        assertThat(send("0087079a00")).isEqualTo("6a86");
        assertThat(send("00ff0000")).isEqualTo("6d00");
        send(VERIFY);
        assertThat(send("0087119a037c818100")).isEqualTo("6a80");
    }
}
