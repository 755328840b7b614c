package signet.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How a Pebble behaves.
 *
 * @param badNoncePercent how many of 100 good nonces it rejects
 * @param authorizationReusePercent how often of 100 it reuses a valid authorization
 * @param httpPort the port on which it validates http-01; empty: a free one is chosen
 * @param alternateRoots how many other roots it offers, each with a chain of its own
 * @param chainLength how many intermediates are in a chain, at least 1
 * @param ipv6 whether every name has the address ::1 besides 127.0.0.1
 * @param externalAccounts the key IDs and base64url MAC keys of external accounts; not empty: a new
 *     account needs one of them
 */
public record PebbleOptions(
        int badNoncePercent,
        int authorizationReusePercent,
        OptionalInt httpPort,
        int alternateRoots,
        int chainLength,
        boolean ipv6,
        Map<String, String> externalAccounts) {

    /** Keeps a copy of the map. */
    public PebbleOptions {
        externalAccounts = Map.copyOf(externalAccounts);
    }

    /** Returns a Pebble that rejects and reuses nothing, IPv4 only, one chain. */
    public static PebbleOptions defaults() {
        return new PebbleOptions(0, 0, OptionalInt.empty(), 0, 1, false, Map.of());
    }

    /** Returns this with another share of rejected nonces. */
    public PebbleOptions withBadNoncePercent(int percent) {
        return new PebbleOptions(
                percent,
                authorizationReusePercent,
                httpPort,
                alternateRoots,
                chainLength,
                ipv6,
                externalAccounts);
    }

    /** Returns this with another share of reused authorizations. */
    public PebbleOptions withAuthorizationReusePercent(int percent) {
        return new PebbleOptions(
                badNoncePercent,
                percent,
                httpPort,
                alternateRoots,
                chainLength,
                ipv6,
                externalAccounts);
    }

    /** Returns this with a fixed validation port. */
    public PebbleOptions withHttpPort(int port) {
        return new PebbleOptions(
                badNoncePercent,
                authorizationReusePercent,
                OptionalInt.of(port),
                alternateRoots,
                chainLength,
                ipv6,
                externalAccounts);
    }

    /** Returns this with other chains. */
    public PebbleOptions withChains(int newAlternateRoots, int newChainLength) {
        return new PebbleOptions(
                badNoncePercent,
                authorizationReusePercent,
                httpPort,
                newAlternateRoots,
                newChainLength,
                ipv6,
                externalAccounts);
    }

    /** Returns this with ::1 as a second address of every name. */
    public PebbleOptions withIpv6() {
        return new PebbleOptions(
                badNoncePercent,
                authorizationReusePercent,
                httpPort,
                alternateRoots,
                chainLength,
                true,
                externalAccounts);
    }

    /** Returns this with one more external account, which new accounts then need. */
    public PebbleOptions withExternalAccount(String keyId, String macKey) {
        Map<String, String> more = new LinkedHashMap<>(externalAccounts);
        more.put(keyId, macKey);
        return new PebbleOptions(
                badNoncePercent,
                authorizationReusePercent,
                httpPort,
                alternateRoots,
                chainLength,
                ipv6,
                more);
    }

    /** Returns the environment variables that Pebble reads. */
    Map<String, String> environment() {
        return Map.of(
                "PEBBLE_VA_NOSLEEP", "1",
                "PEBBLE_WFE_NONCEREJECT", Integer.toString(badNoncePercent),
                "PEBBLE_AUTHZREUSE", Integer.toString(authorizationReusePercent),
                "PEBBLE_ALTERNATE_ROOTS", Integer.toString(alternateRoots),
                "PEBBLE_CHAIN_LENGTH", Integer.toString(chainLength));
    }
}
