package signet.acme.client;

import signet.acme.CertificateChain;

import java.util.List;

/** A small CA that says yes to everything: one order with one authorization. */
final class FaultyServerDefaults {

    private FaultyServerDefaults() {}

    static void script(FaultyServer server) {
        server.script("/dir", directory(server));
        server.script("/new-nonce", Answer.json(200, ""));
        server.script("/account", Answer.json(200, "{\"status\":\"valid\"}"));
        server.script(
                "/new-account",
                Answer.json(200, "{\"status\":\"valid\"}")
                        .with("Location", server.url("/account").toString()));
        server.script(
                "/new-order",
                order(server, 201, "pending").with("Location", server.url("/order").toString()));
        server.script("/authz", authorization(server, "pending", "pending", ""));
        server.script("/challenge", challenge(server, "processing"));
        server.script("/order", order(server, 200, "ready"));
        server.script("/finalize", order(server, 200, "valid"));
        server.script(
                "/certificate",
                Answer.json(200, new CertificateChain(List.of(server.root())).toPem())
                        .with("Content-Type", "application/pem-certificate-chain"));
        server.script("/revoke", Answer.json(200, ""));
    }

    static Answer directory(FaultyServer server) {
        return Answer.json(
                200,
                """
                {"newNonce":"@/new-nonce","newAccount":"@/new-account","newOrder":"@/new-order",
                 "revokeCert":"@/revoke","meta":{"externalAccountRequired":false}}
                """
                        .replace("@", server.url("").toString()));
    }

    static Answer order(FaultyServer server, int httpStatus, String status) {
        return Answer.json(
                httpStatus,
                """
                {"status":"%s","expires":"2026-11-25T06:00:00Z",
                 "identifiers":[{"type":"dns","value":"www.example.org"}],
                 "authorizations":["@/authz"],"finalize":"@/finalize"%s}
                """
                        .formatted(
                                status,
                                status.equals("valid") ? ",\"certificate\":\"@/certificate\"" : "")
                        .replace("@", server.url("").toString()));
    }

    static Answer authorization(
            FaultyServer server, String status, String challengeStatus, String moreOfChallenge) {
        return Answer.json(
                200,
                """
                {"status":"%s","identifier":{"type":"dns","value":"www.example.org"},
                 "challenges":[{"type":"http-01","url":"@/challenge","status":"%s",
                 "token":"token_-1"%s}]}
                """
                        .formatted(status, challengeStatus, moreOfChallenge)
                        .replace("@", server.url("").toString()));
    }

    static Answer challenge(FaultyServer server, String status) {
        return Answer.json(
                200,
                """
                {"type":"http-01","url":"@/challenge","status":"%s","token":"token_-1"}
                """
                        .formatted(status)
                        .replace("@", server.url("").toString()));
    }
}
