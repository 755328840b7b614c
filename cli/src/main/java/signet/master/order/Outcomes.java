package signet.master.order;

import signet.master.run.Messages;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects the outcome of every section, and tells failures as they come. Thread-safe. */
public final class Outcomes {

    private final List<Outcome> outcomes = new ArrayList<>();
    private final Messages messages;

    /** Collects nothing yet. */
    public Outcomes(Messages messages) {
        this.messages = messages;
    }

    /** Adds one. */
    public synchronized void add(Outcome outcome) {
        outcomes.add(outcome);
        outcome.error().ifPresent(error -> messages.error("[" + outcome.section() + "] " + error));
    }

    /** Adds a failure. */
    public void failed(String section, String error) {
        add(Outcome.failed(section, error));
    }

    /**
     * Adds a failure for each of these sections that has no outcome yet: a run that says nothing
     * about a section is none that went well.
     *
     * @param error why there is none
     * @param told whether the error was told already, once for all
     */
    public synchronized void settle(Collection<String> sections, String error, boolean told) {
        Set<String> settled = outcomes.stream().map(Outcome::section).collect(Collectors.toSet());
        for (String section : sections) {
            if (settled.add(section)) {
                if (told) {
                    outcomes.add(Outcome.failed(section, error));
                } else {
                    failed(section, error);
                }
            }
        }
    }

    /** Says whether no section failed. */
    public synchronized boolean well() {
        return outcomes.stream().allMatch(Outcome::well);
    }

    /** Returns all, in the order in which they came. */
    public synchronized List<Outcome> all() {
        return List.copyOf(outcomes);
    }
}
