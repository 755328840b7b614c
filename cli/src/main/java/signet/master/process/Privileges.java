package signet.master.process;

import signet.config.Installation;
import signet.files.SystemFile;
import signet.master.process.UserDatabase.User;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whom a child runs as, and the command that makes it so. All privileges are dropped by setpriv(1)
 * of util-linux before the child's first instruction; where it can't, it does not start the child.
 *
 * @param user whom it becomes; empty to stay who we are
 * @param gid its only group; empty to keep ours, which goes with an empty user alone
 * @param root whether we are root, and so can drop anything at all
 */
public record Privileges(Optional<User> user, Optional<Integer> gid, boolean root) {

    /** Drops privileges: a program of util-linux, which every Linux has. */
    public static final String SETPRIV = "/usr/bin/setpriv";

    private static final List<String> ZERO_SETS =
            List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb");

    /**
     * Looks up the user and group that a section of the configuration names.
     *
     * @param where the section, for messages
     * @param userName the user; empty to stay who we are
     * @param groupName the group; empty for the user's primary group
     * @throws PrivilegeException where one does not exist or can't be looked up, or we may not
     *     become it
     */
    public static Privileges of(
            UserDatabase database,
            String where,
            Optional<String> userName,
            Optional<String> groupName,
            boolean root)
            throws PrivilegeException {
        if (!root && (userName.isPresent() || groupName.isPresent())) {
            throw new PrivilegeException(
                    where
                            + ": only root can change to user \""
                            + userName.orElse("")
                            + "\"; run as root, or set \"user =\" and \"group =\" (empty)");
        }
        Optional<Integer> gid = Optional.empty();
        Optional<User> user = Optional.empty();
        try {
            if (groupName.isPresent()) {
                gid = Optional.of(group(database, where, groupName.get()));
            }
            if (userName.isPresent()) {
                user = Optional.of(user(database, where, userName.get(), gid));
            }
        } catch (NativeException e) {
            throw new PrivilegeException(
                    where + ": " + e.getMessage() + "; that says nothing about whether it exists");
        }
        return new Privileges(user, gid.isPresent() ? gid : user.map(User::gid), root);
    }

    /** A number that the system does not know has no primary group, so that one must be named. */
    private static User user(
            UserDatabase database, String where, String name, Optional<Integer> gid)
            throws PrivilegeException, NativeException {
        Optional<User> known = database.user(name);
        if (known.isPresent()) {
            return known.get();
        }
        OptionalInt uid = UserDatabase.number(name);
        if (uid.isEmpty()) {
            throw new PrivilegeException(
                    where
                            + ": user \""
                            + name
                            + "\" does not exist; create it (useradd --system --shell"
                            + " /usr/sbin/nologin "
                            + name
                            + ") or set \"user\" to another one");
        }
        if (gid.isEmpty()) {
            throw new PrivilegeException(
                    where
                            + ": user "
                            + name
                            + " has no entry in the user database, which would tell its group; set"
                            + " \"group\" too");
        }
        return new User(name, uid.getAsInt(), gid.get(), "/", "/usr/sbin/nologin");
    }

    private static int group(UserDatabase database, String where, String name)
            throws PrivilegeException, NativeException {
        return database.group(name)
                .orElseThrow(
                        () ->
                                new PrivilegeException(
                                        where
                                                + ": group \""
                                                + name
                                                + "\" does not exist; create it or set \"group\""
                                                + " to another one"));
    }

    /** Returns the command that drops everything and then becomes the program. */
    public List<String> command(List<String> program) {
        List<String> command = new ArrayList<>(List.of(SETPRIV, "--no-new-privs"));
        user.ifPresent(value -> command.add("--reuid=" + value.uid()));
        gid.ifPresent(value -> command.addAll(List.of("--regid=" + value, "--clear-groups")));
        if (root && user.isPresent()) {
            command.addAll(
                    List.of("--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all"));
        }
        command.add("--pdeathsig=TERM");
        command.add("--");
        command.addAll(program);
        return command;
    }

    /** Returns a small environment that depends on nothing of ours. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("LC_ALL", "C.UTF-8");
        Installation.java().ifPresent(java -> environment.put("SIGNET_JAVA", java.toString()));
        user.ifPresent(
                value -> {
                    environment.put("USER", value.name());
                    environment.put("LOGNAME", value.name());
                    environment.put("HOME", value.home());
                    environment.put("SHELL", value.shell());
                });
        return environment;
    }

    /**
     * Looks at a running child with the kernel's eyes, so that no mistake in the steps before can
     * leave it a privilege.
     *
     * @throws PrivilegeException where it has one that it should not have
     */
    public void verify(int pid) throws PrivilegeException {
        Map<String, String> status = status(pid);
        require(status, pid, "NoNewPrivs", "1");
        if (user.isPresent() && root) {
            String uid = Integer.toString(user.get().uid());
            require(status, pid, "Uid", String.join("\t", uid, uid, uid, uid));
            String group = Integer.toString(gid.orElseThrow());
            require(status, pid, "Gid", String.join("\t", group, group, group, group));
            require(status, pid, "Groups", "");
            for (String set : ZERO_SETS) {
                require(status, pid, set, "0000000000000000");
            }
        }
    }

    private static void require(Map<String, String> status, int pid, String name, String expected)
            throws PrivilegeException {
        String actual = status.getOrDefault(name, "");
        if (!actual.equals(expected)) {
            throw new PrivilegeException(
                    "process "
                            + pid
                            + " has kept privileges: "
                            + name
                            + " is \""
                            + actual.replace('\t', ' ')
                            + "\" and not \""
                            + expected.replace('\t', ' ')
                            + "\"");
        }
    }

    private static Map<String, String> status(int pid) throws PrivilegeException {
        try {
            Map<String, String> status = new LinkedHashMap<>();
            for (String line : SystemFile.lines(Path.of("/proc/" + pid + "/status"))) {
                int colon = line.indexOf(':');
                status.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
            return status;
        } catch (IOException e) {
            throw new PrivilegeException(
                    "can't check the privileges of process " + pid + ": " + e.getMessage());
        }
    }
}
