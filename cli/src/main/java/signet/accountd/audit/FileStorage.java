package signet.accountd.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A file. An interrupt of the thread that uses it would close it: so that is always the log's own.
 */
final class FileStorage implements Storage {

    private final FileChannel channel;

    private FileStorage(FileChannel channel) {
        this.channel = channel;
    }

    static Storage open(LogFolder folder) throws IOException {
        return new FileStorage(folder.write(folder.files().log()));
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void truncate(long size) throws IOException {
        channel.truncate(size);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
