package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rekey.standalone.Rekey;

/** B25, B30: files of the data directory that cannot be used are named, in two lines; none are left elsewhere. */
@Tag("faults")
class BrokenFilesIT {

    @TempDir
    Path directory;

    @Test
    void B25_B30_what_is_wrong_is_said_in_two_lines_and_nothing_is_left_behind() throws Exception {
        Set<String> before = names(Path.of(System.getProperty("java.io.tmpdir")));
        RekeyProcess rekey = RekeyProcess.start(directory);
        Set<String> temporary = names(directory.resolve("data/tmp"));
        rekey.kill();
        Path key = directory.resolve("data/master.key");
        byte[] right = Files.readAllBytes(key);

        Files.writeString(key, "not Base64!");
        assertRefused("master.key cannot be used: the master key is not Base64");
        Files.writeString(key, "AAAA");
        assertRefused("master.key cannot be used: the master key must be 32 bytes");
        Files.delete(key);
        assertRefused("master.key is missing");
        assertThat(key).doesNotExist();
        assertRefused("REKEY_MASTER_KEY cannot be used", "--REKEY_MASTER_KEY=AAAA");
        Files.createDirectory(key);
        assertRefused("master.key cannot be read");
        Files.delete(key);
        Files.write(key, right);

        Path passwords = directory.resolve("data/postgres.properties");
        byte[] all = Files.readAllBytes(passwords);
        Files.writeString(passwords, "rekey.password=");
        assertRefused("postgres.properties is damaged");
        Files.write(passwords, all);

        assertThat(temporary).anyMatch(name -> name.startsWith("tomcat"));
        Set<String> left = names(Path.of(System.getProperty("java.io.tmpdir")));
        left.removeAll(before);
        assertThat(left).noneMatch(name -> temporary.contains(name) || name.matches("(pg_ctl|initdb).*"));
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private void assertRefused(String reason, String... settings) throws IOException, InterruptedException {
        Path log = directory.resolve("refused.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Rekey.class.getName(),
                "--server.port=0",
                "--rekey.data-dir=" + directory.resolve("data")));
        command.addAll(List.of(settings));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(log)).contains("Description:", reason).doesNotContain("\tat ");
        assertThat(process.exitValue()).isOne();
    }
}
