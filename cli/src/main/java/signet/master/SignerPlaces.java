package signet.master;

import signet.config.AccountdConfig;
import signet.config.AccountdSpawnConfig;
import signet.config.ConfigException;
import signet.config.Identity;
import signet.config.Specifiers;
import signet.master.process.Privileges;
import signet.master.process.Spawner;
import signet.master.process.UserDatabase;
import signet.master.signer.CommandSigner;
import signet.master.signer.SignerPlace;
import signet.master.signer.SocketSigner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the signer of a run may be, as the command line and the configuration say. */
record SignerPlaces(Invocation run, Spawner spawner, UserDatabase users) {

    /**
     * Returns the places in the order in which they are to be tried: the socket of the command
     * line, else the commands of section {@code [accountd]}, else the sockets of {@code [client]}.
     */
    List<SignerPlace> all() throws IOException, ConfigException {
        Optional<String> socket = run.options().socket();
        if (socket.isPresent()) {
            return List.of(
                    new SocketSigner(run.specifiers().expandPath(socket.get()).toAbsolutePath()));
        }
        Optional<AccountdSpawnConfig> spawn = run.config().accountd();
        return spawn.isPresent() ? commands(spawn.get()) : sockets();
    }

    private List<SignerPlace> sockets() throws ConfigException {
        List<Path> paths = run.config().client().sockets();
        if (paths.isEmpty()) {
            paths = List.of(AccountdConfig.defaultSocket(run.specifiers()));
        }
        return paths.stream().<SignerPlace>map(SocketSigner::new).toList();
    }

    private List<SignerPlace> commands(AccountdSpawnConfig config)
            throws IOException, ConfigException {
        Privileges privileges =
                Privileges.of(
                        users,
                        run.config().file() + ", section [accountd]",
                        config.runAs().user(),
                        config.runAs().group(),
                        run.isRoot());
        Specifiers specifiers = specifiers(privileges);
        List<List<String>> commands = config.commands();
        if (commands.isEmpty()) {
            commands = List.of(List.of(Children.ours("bin/signet-accountd")));
        }
        List<SignerPlace> places = new ArrayList<>();
        for (List<String> words : commands) {
            List<String> command = new ArrayList<>();
            for (String word : words) {
                command.add(specifiers.expand(word));
            }
            addOptions(command, config);
            places.add(
                    new CommandSigner(
                            spawner,
                            command,
                            privileges,
                            environment(privileges),
                            run.messages().watched()
                                    ? Optional.empty()
                                    : Optional.of(run.messages()::info)));
        }
        return places;
    }

    /** Those of the user that the command runs as. */
    private Specifiers specifiers(Privileges privileges) throws IOException {
        if (privileges.user().isEmpty()) {
            return run.specifiers();
        }
        UserDatabase.User user = privileges.user().get();
        Identity identity =
                Identity.of(
                        user.name(),
                        user.uid(),
                        privileges.gid().orElse(user.gid()),
                        Path.of(user.home()));
        return new Specifiers(identity, Map.of());
    }

    /** What the administrator has written in the command already, is not said twice. */
    private void addOptions(List<String> command, AccountdSpawnConfig config) {
        List<String> options = new ArrayList<>();
        options.add("--stdio");
        config.config().ifPresent(file -> options.add("--config=" + file));
        config.privkey().ifPresent(key -> options.add("--privkey=" + key));
        if (config.quiet()) {
            options.add("--quiet");
        }
        if (run.messages().debugging()) {
            options.add("--debug");
        }
        options.removeAll(List.copyOf(command));
        command.addAll(options);
    }

    /** What a program needs to ask the person at the terminal, or that person's own agent. */
    private static Map<String, String> environment(Privileges privileges) {
        List<String> names = new ArrayList<>(List.of("TERM", "GPG_TTY"));
        if (privileges.user().isEmpty()) {
            names.add("SSH_AUTH_SOCK");
        }
        Map<String, String> environment = new HashMap<>();
        for (String name : names) {
            Optional.ofNullable(System.getenv(name))
                    .ifPresent(value -> environment.put(name, value));
        }
        return environment;
    }
}
