package signet.master.firewall;

import signet.jose.JsonObject;

import java.util.List;

/**
 * One rule as nft lists it (libnftables-json(5)).
 *
 * @param comment empty where there is none
 * @param statements each an object with one member
 */
record NftRule(NftChain chain, long handle, String comment, List<JsonObject> statements) {

    NftRule {
        statements = List.copyOf(statements);
    }
}
