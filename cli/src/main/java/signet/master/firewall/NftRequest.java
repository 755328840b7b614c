package signet.master.firewall;

import signet.jose.JsonObject;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Writes what {@code nft -j -f -} is to do (libnftables-json(5)). */
final class NftRequest {

    private NftRequest() {}

    /** Returns the command that puts accept rules at the head of a chain, all or none. */
    static String insert(NftChain chain, List<Flow> flows, Mark mark) {
        List<JsonObject> commands = new ArrayList<>();
        for (Flow flow : flows) {
            JsonObject rule =
                    place(chain)
                            .put("comment", mark.toString())
                            .putObjects("expr", statements(chain, flow))
                            .build();
            commands.add(command("insert", rule));
        }
        return JsonObject.builder().putObjects("nftables", commands).build().toString();
    }

    /** Returns the command that removes one rule. */
    static String delete(NftRule rule) {
        JsonObject named = place(rule.chain()).put("handle", rule.handle()).build();
        return JsonObject.builder()
                .putObjects("nftables", List.of(command("delete", named)))
                .build()
                .toString();
    }

    private static JsonObject.Builder place(NftChain chain) {
        return JsonObject.builder()
                .put("family", chain.family())
                .put("table", chain.table())
                .put("chain", chain.name());
    }

    private static JsonObject command(String verb, JsonObject rule) {
        JsonObject object = JsonObject.builder().put("rule", rule).build();
        return JsonObject.builder().put(verb, object).build();
    }

    private static List<JsonObject> statements(NftChain chain, Flow flow) {
        List<JsonObject> statements = new ArrayList<>();
        Direction direction = flow.direction();
        if (flow.local().isPresent()) {
            InetAddress address = flow.local().get();
            JsonObject left = payload(flow.family().nft(), direction.local() + "addr");
            statements.add(match("==", left).put("right", address.getHostAddress()).build());
        } else if (chain.family().equals("inet")) { // elsewhere nft refuses it as superfluous
            JsonObject left = keyed("meta", "nfproto");
            statements.add(match("==", left).put("right", flow.family().nfproto()).build());
        }
        JsonObject port = payload("tcp", direction.local() + "port");
        statements.add(match("==", port).put("right", flow.port()).build());
        if (direction == Direction.OUTPUT) {
            JsonObject state = keyed("ct", "state");
            statements.add(match("in", state).put("right", direction.state()).build());
        }
        statements.add(JsonObject.builder().putNull("accept").build());
        return statements.stream().map(NftRequest::wrapped).toList();
    }

    /** A verdict stands for itself, a comparison is in a match statement. */
    private static JsonObject wrapped(JsonObject statement) {
        return statement.has("op")
                ? JsonObject.builder().put("match", statement).build()
                : statement;
    }

    private static JsonObject.Builder match(String operator, JsonObject left) {
        return JsonObject.builder().put("op", operator).put("left", left);
    }

    private static JsonObject payload(String protocol, String field) {
        return JsonObject.builder()
                .put(
                        "payload",
                        JsonObject.builder().put("protocol", protocol).put("field", field).build())
                .build();
    }

    private static JsonObject keyed(String kind, String key) {
        return JsonObject.builder().put(kind, JsonObject.builder().put("key", key).build()).build();
    }
}
