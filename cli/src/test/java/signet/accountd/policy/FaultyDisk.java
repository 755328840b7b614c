package signet.accountd.policy;

import signet.files.Folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.EnumSet;
import java.util.Set;

/** A real disk, of which single calls fail as long as the test wants. */
final class FaultyDisk implements JournalDisk {

    /** What can fail. */
    enum Call {
        /** A write to the journal takes half of it, and fails. */
        WRITE,
        /** No second file has room. */
        WRITE_ANEW,
        TRUNCATE,
        FORCE,
        FORCE_FOLDER
    }

    final Set<Call> failing = EnumSet.noneOf(Call.class);
    int rewrites;
    private final JournalDisk real = JournalDisk.LOCAL;

    private void check(Call call) throws IOException {
        if (failing.contains(call)) {
            throw new IOException(call + " fails");
        }
    }

    @Override
    public FileChannel open(Folder folder, String name) throws IOException {
        boolean fresh = name.endsWith(".new");
        rewrites += fresh ? 1 : 0;
        return new Channel(real.open(folder, name), fresh ? Call.WRITE_ANEW : Call.WRITE);
    }

    @Override
    public void force(Folder folder) throws IOException {
        check(Call.FORCE_FOLDER);
        real.force(folder);
    }

    private final class Channel extends FileChannel {
        private final FileChannel file;
        private final Call write;

        Channel(FileChannel file, Call write) {
            this.file = file;
            this.write = write;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (failing.contains(write)) {
                int _ = file.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
            }
            check(write);
            return file.write(bytes);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            check(Call.TRUNCATE);
            FileChannel _ = file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            check(Call.FORCE);
            file.force(metaData);
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            return file.read(bytes);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long at) throws IOException {
            FileChannel _ = file.position(at);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }

        @Override
        public long read(ByteBuffer[] bytes, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] bytes, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer bytes, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer bytes, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
