package signet.testing.token;

import java.util.List;

/**
 * What was called at a module behind a {@link FaultShim}.
 *
 * @param calls in the order in which they ended
 */
public record CallLog(List<Call> calls) {

    /** Keeps a copy. */
    public CallLog {
        calls = List.copyOf(calls);
    }

    /**
     * A call that ended, or that hangs or crashes.
     *
     * @param pid the process
     * @param function for example C_Login
     * @param result the return code, for example 0x0; or "hang" or "crash"
     * @param note "injected"; for C_Login "user=1 pin=6": the user type and the length of the PIN,
     *     or "user=1 no-pin"; or empty
     */
    public record Call(long pid, String function, String result, String note) {

        static Call parse(String line) {
            String[] words = line.split(" ", 4);
            return new Call(
                    Long.parseLong(words[0]), words[1], words[2], words.length > 3 ? words[3] : "");
        }

        private boolean ended() {
            return result.startsWith("0x");
        }
    }

    static CallLog parse(List<String> lines) {
        return new CallLog(lines.stream().map(Call::parse).toList());
    }

    /** Returns the calls of a function that ended, with whatever return code. */
    public List<Call> of(String function) {
        return calls.stream().filter(c -> c.ended() && c.function().equals(function)).toList();
    }

    /** Returns how many calls of a function ended, with whatever return code. */
    public long count(String function) {
        return of(function).size();
    }

    /** Returns how many calls of a function had a result: "0x0", "0x30", "hang", "crash". */
    public long count(String function, String result) {
        return calls.stream()
                .filter(c -> c.function().equals(function) && c.result().equals(result))
                .count();
    }

    /** Returns how many sessions were opened and not closed one by one, over all processes. */
    public long openSessions() {
        return count("C_OpenSession", "0x0") - count("C_CloseSession", "0x0");
    }
}
