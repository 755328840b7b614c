package signet.master.firewall;

import signet.jose.JsonException;
import signet.jose.JsonObject;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells whether the packets of a flow match an expression of nft. */
final class NftMatcher {

    private static final Set<String> LAYERS_BELOW = Set.of("ether", "vlan");
    private static final Set<String> LAYERS_ABOVE = Set.of("tcp", "th");

    private final FlowFacts facts;
    private final Direction direction;

    NftMatcher(FlowFacts facts) {
        this.facts = facts;
        this.direction = facts.flow().direction();
    }

    /** Tells whether a value of the packets is among others. */
    @FunctionalInterface
    private interface Test {
        Truth in(Object value) throws JsonException;
    }

    /** Looks at a match statement. */
    Truth match(JsonObject match) throws JsonException {
        Optional<Object> left = match.value("left");
        if (left.isPresent() && isOfAnotherProtocol(left.get())) {
            return Truth.NO; // whatever it compares, nft checks the protocol first
        }
        Object right = match.value("right").orElse("");
        return switch (match.requiredString("op")) {
            case "==", "in" -> equal(left, right);
            case "!=" -> equal(left, right).not();
            default -> Truth.MAYBE;
        };
    }

    /** Looks whether what an expression stands for is among some values. */
    Truth equal(Optional<Object> left, Object right) throws JsonException {
        return left.isPresent() && left.get() instanceof JsonObject expression
                ? among(test(expression), right)
                : Truth.MAYBE;
    }

    private static Truth among(Test test, Object values) throws JsonException {
        if (values instanceof List<?> list) {
            Truth any = Truth.NO;
            for (Object value : list) {
                any = any.or(among(test, value));
            }
            return any;
        }
        if (values instanceof JsonObject object) {
            for (String wrapper : List.of("set", "elem", "val")) {
                Optional<Object> wrapped = object.value(wrapper);
                if (wrapped.isPresent()) {
                    return among(test, wrapped.get());
                }
            }
        }
        return test.in(values);
    }

    private boolean isOfAnotherProtocol(Object left) throws JsonException {
        if (!(left instanceof JsonObject expression)) {
            return false;
        }
        Optional<JsonObject> payload = expression.object("payload");
        if (payload.isEmpty() || payload.get().string("protocol").isEmpty()) {
            return false;
        }
        String protocol = payload.get().requiredString("protocol");
        return !protocol.equals(facts.flow().family().nft())
                && !LAYERS_ABOVE.contains(protocol)
                && !LAYERS_BELOW.contains(protocol);
    }

    private Test test(JsonObject expression) throws JsonException {
        Optional<JsonObject> payload = expression.object("payload");
        if (payload.isPresent()) {
            return payload(payload.get().string("field").orElse(""));
        }
        Optional<JsonObject> meta = expression.object("meta");
        if (meta.isPresent()) {
            return meta(meta.get().string("key").orElse(""));
        }
        Optional<JsonObject> ct = expression.object("ct");
        if (ct.isPresent() && ct.get().string("key").orElse("").equals("state")) {
            return value -> facts.inState(value.toString());
        }
        return _ -> Truth.MAYBE;
    }

    private Test payload(String field) {
        if (field.equals(direction.local() + "addr")) {
            return this::local;
        }
        if (field.equals(direction.remote() + "addr")) {
            return NftMatcher::remote;
        }
        if (field.equals(direction.local() + "port")) {
            return this::port;
        }
        return switch (field) {
            case "protocol", "nexthdr" -> value -> FlowFacts.isProtocol(value.toString());
            default -> _ -> Truth.MAYBE;
        };
    }

    private Test meta(String key) {
        String family = facts.flow().family().nfproto();
        if (key.equals(direction.networkInterface() + "if")
                || key.equals(direction.networkInterface() + "ifname")) {
            return value -> FlowFacts.throughInterface(value.toString());
        }
        return switch (key) {
            case "l4proto" -> value -> FlowFacts.isProtocol(value.toString());
            case "nfproto" -> value -> Truth.of(value.equals(family));
            case "protocol" -> value -> Truth.of(value.equals(facts.flow().family().nft()));
            default -> _ -> Truth.MAYBE;
        };
    }

    private Truth local(Object value) throws JsonException {
        return NftValues.addresses(value).map(facts::localAddressIn).orElse(Truth.MAYBE);
    }

    /** A named set is one of particular addresses, too. */
    private static Truth remote(Object value) throws JsonException {
        return NftValues.addresses(value).map(FlowFacts::remoteAddressIn).orElse(Truth.NO);
    }

    private Truth port(Object value) throws JsonException {
        if (value instanceof Long port) {
            return facts.localPortIn(port, port);
        }
        if (value instanceof JsonObject object
                && object.value("range").orElse("") instanceof List<?> range
                && range.size() == 2
                && range.getFirst() instanceof Long first
                && range.getLast() instanceof Long last) {
            return facts.localPortIn(first, last);
        }
        return Truth.MAYBE;
    }
}
