package org.rekey.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What standalone keeps on disk. One JVM at a time holds it. */
final class DataDirectory implements AutoCloseable {

    // Beyond the end of the file, because Windows lets nobody read what is locked.
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final String LOCK = "rekey.lock";

    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    static DataDirectory open(Path path) {
        try {
            Path root = created(path).toRealPath();
            return new DataDirectory(root, locked(root));
        } catch (IOException e) {
            throw new DataDirectoryException(
                    "The data directory " + path.toAbsolutePath() + " cannot be used: " + e, e);
        }
    }

    Path path(String name) {
        return root.resolve(name);
    }

    Optional<String> read(String name) {
        try {
            return Files.exists(path(name)) ? Optional.of(Files.readString(path(name))) : Optional.empty();
        } catch (IOException e) {
            throw new DataDirectoryException(path(name) + " cannot be read: " + e, e);
        }
    }

    /** Writes a file that only its owner may read, and that is there whole or not at all. */
    void write(String name, String content) {
        try {
            Path draft = Files.createTempFile(root, name, ".tmp", onlyForTheOwner("rw-------"));
            try (FileChannel file = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
                file.force(true);
            }
            Files.move(draft, path(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new DataDirectoryException(path(name) + " cannot be written: " + e, e);
        }
    }

    void rename(String name, String newName) {
        try {
            Files.move(path(name), path(newName), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String name) {
        try {
            Files.deleteIfExists(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path created(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return path;
        }
        Path absolute = path.toAbsolutePath().normalize();
        Files.createDirectories(absolute.getParent());
        return Files.createDirectory(absolute, onlyForTheOwner("rwx------"));
    }

    private static FileChannel locked(Path root) throws IOException {
        FileChannel file = FileChannel.open(
                root.resolve(LOCK),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                onlyForTheOwner("rw-------"));
        if (lock(file) == null) {
            file.close();
            throw new DataDirectoryException("The data directory " + root + " is in use by another Rekey (process "
                    + Files.readString(root.resolve(LOCK)) + ")");
        }
        file.truncate(0);
        file.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)), 0);
        return file;
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException heldInThisJvm) {
            return null;
        }
    }

    private static FileAttribute<?>[] onlyForTheOwner(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
