package org.rekey.notifier;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved, for all the processes that look at the same file. */
final class FileClock extends Clock {

    private final MappedByteBuffer millis;

    FileClock(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            millis = channel.map(MapMode.READ_WRITE, 0, Long.BYTES);
        }
    }

    void set(Instant instant) {
        millis.putLong(0, instant.toEpochMilli());
    }

    void tick(Duration duration) {
        set(instant().plus(duration));
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.getLong(0));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("instants only");
    }
}
