package signet.limits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How much memory the unfinished messages of all peers may take together, shared fairly among
 * groups of peers. A group may use as much as is left to all others: one alone has half, and there
 * is always something for one that has nothing yet. Where that is used up, the message that is
 * unfinished for the longest time loses its part to one that needs some: one of the group that uses
 * most, or of its own, so that whoever floods the signer ends messages of its own group at the
 * most. Thread-safe.
 *
 * @param <G> what tells groups apart
 */
public final class ByteBudget<G> {

    /** Those that began first come first. */
    private final Set<Account> spenders = new LinkedHashSet<>();

    private final Map<G, Long> used = new HashMap<>();
    private long left;

    /**
     * Makes one of which nothing is used.
     *
     * @param bytes at least twice as much as the longest message needs
     */
    public ByteBudget(long bytes) {
        this.left = bytes;
    }

    /** What one peer uses. Thread-safe. */
    public final class Account implements AutoCloseable {
        private final G group;
        private final Runnable end;
        private long taken;
        private boolean pinned;
        private boolean lost;

        private Account(G group, Runnable end) {
            this.group = group;
            this.end = end;
        }

        /**
         * Takes more.
         *
         * @return whether there is as much; not where what is used can't be taken from anybody, or
         *     this account has lost its part
         */
        public boolean take(long bytes) {
            List<Account> losers = new ArrayList<>();
            boolean enough = spend(this, bytes, losers);
            losers.forEach(loser -> loser.end.run());
            return enough;
        }

        /** Says whether the message is complete: it is ours to answer then, and is not lost. */
        public void complete(boolean complete) {
            synchronized (ByteBudget.this) {
                pinned = complete;
            }
        }

        /** Gives all back. */
        public void give() {
            giveBack(this);
        }

        /** Says whether another has got its part. */
        public boolean isLost() {
            synchronized (ByteBudget.this) {
                return lost;
            }
        }

        /** The same as {@link #give}. */
        @Override
        public void close() {
            give();
        }
    }

    /**
     * Opens an account.
     *
     * @param end ends the peer's message, and soon its use of memory, where its part is lost; must
     *     not wait
     */
    public Account open(G group, Runnable end) {
        return new Account(group, end);
    }

    private synchronized boolean spend(Account account, long bytes, List<Account> losers) {
        while (!account.lost && used(account.group) + bytes > left - bytes) {
            Optional<Account> loser = loser(account, bytes);
            if (loser.isEmpty()) {
                return false;
            }
            giveBack(loser.get());
            loser.get().lost = true;
            losers.add(loser.get());
        }
        if (account.lost) {
            return false;
        }
        spenders.add(account);
        account.taken += bytes;
        used.merge(account.group, bytes, Long::sum);
        left -= bytes;
        return true;
    }

    private long used(G group) {
        return used.getOrDefault(group, 0L);
    }

    /** Of the group that uses most, if that is more than the taker's would; else of that one. */
    private Optional<Account> loser(Account taker, long bytes) {
        long wanted = used(taker.group) + bytes;
        return spenders.stream()
                .filter(account -> account != taker && !account.pinned)
                .filter(
                        account ->
                                account.group.equals(taker.group) || used(account.group) > wanted)
                // Of equal ones this is the first, and the oldest.
                .min(Comparator.comparingLong(account -> -used(account.group)));
    }

    private synchronized void giveBack(Account account) {
        if (spenders.remove(account)) {
            long taken = account.taken;
            left += taken;
            used.computeIfPresent(
                    account.group, (_, bytes) -> bytes == taken ? null : bytes - taken);
            account.taken = 0;
        }
        account.pinned = false;
    }
}
