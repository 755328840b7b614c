package signet.limits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How much memory the unfinished messages of all peers may take together. Where it is used up, the
 * peer that is at its message for the longest time loses its part to one that needs some. An honest
 * peer sends a message at once; it would take another to use up the whole budget in that moment.
 * Thread-safe.
 */
public final class ByteBudget {

    private final Set<Account> spenders = new HashSet<>();
    private long left;
    private long next;

    /** Makes one of which nothing is used. */
    public ByteBudget(long bytes) {
        this.left = bytes;
    }

    /** What one peer uses. Thread-safe. */
    public final class Account implements AutoCloseable {
        private final Runnable end;
        private long taken;
        private long order;
        private boolean pinned;
        private boolean lost;

        private Account(Runnable end) {
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
    public Account open(Runnable end) {
        return new Account(end);
    }

    private synchronized boolean spend(Account account, long bytes, List<Account> losers) {
        while (left < bytes && !account.lost) {
            Optional<Account> loser = longest(account);
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
        if (spenders.add(account)) {
            account.order = next++;
        }
        account.taken += bytes;
        left -= bytes;
        return true;
    }

    private Optional<Account> longest(Account taker) {
        return spenders.stream()
                .filter(account -> account != taker && !account.pinned)
                .min(Comparator.comparingLong(account -> account.order));
    }

    private synchronized void giveBack(Account account) {
        if (spenders.remove(account)) {
            left += account.taken;
            account.taken = 0;
        }
        account.pinned = false;
    }
}
