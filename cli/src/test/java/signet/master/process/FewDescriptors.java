package signet.master.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks users up where no descriptor is left, in a JVM of its own; prints what is said. */
final class FewDescriptors {

    private FewDescriptors() {}

    public static void main(String[] arguments) throws IOException {
        UserDatabase users = new UserDatabase();
        // What is read now need not be opened later.
        say(users, "daemon");
        say(users, "_no-such-user");
        List<FileInputStream> open = new ArrayList<>();
        try {
            while (true) {
                open.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException e) {
            say(users, "daemon");
        }
        for (FileInputStream file : open) {
            file.close();
        }
        say(users, "daemon");
    }

    private static void say(UserDatabase users, String name) {
        try {
            Privileges of = Privileges.of(users, "here", Optional.of(name), Optional.empty(), true);
            System.out.println(of.user().orElseThrow().uid());
        } catch (PrivilegeException e) {
            System.out.println(e.getMessage());
        }
    }
}
