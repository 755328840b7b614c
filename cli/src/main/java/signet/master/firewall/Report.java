package signet.master.firewall;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What came of opening. Not thread-safe. */
final class Report {

    private final List<String> added = new ArrayList<>();
    private final List<IOException> failures = new ArrayList<>();

    void added(String where, List<Flow> flows) {
        for (Flow flow : flows) {
            added.add(where + ": " + flow);
        }
    }

    void failed(IOException failure) {
        failures.add(failure);
    }

    List<String> added() {
        return List.copyOf(added);
    }

    List<IOException> failures() {
        return List.copyOf(failures);
    }
}
