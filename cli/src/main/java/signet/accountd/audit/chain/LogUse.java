package signet.accountd.audit.chain;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/** Whether accountd has a log open, for those who read it meanwhile. */
public final class LogUse {

    private LogUse() {}

    /**
     * Says whether some other process has the log. Not to be asked by a process that has it: to
     * close any descriptor of a file drops the process's locks on it.
     */
    public static boolean isUnderWay(Path file) {
        try (FileChannel channel = AnyonesFile.openToAsk(file);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
