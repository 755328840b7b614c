package signet.signer;

import java.math.BigInteger;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** The two curves of {@link SignatureAlgorithm}, told apart by their group order. */
enum NamedCurve {
    P_256("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
    P_384(
            "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973");

    private final BigInteger order;

    NamedCurve(String order) {
        this.order = new BigInteger(order, 16);
    }

    static Optional<NamedCurve> of(ECParameterSpec parameters) {
        return Arrays.stream(values())
                .filter(curve -> curve.order.equals(parameters.getOrder()))
                .findAny();
    }
}
