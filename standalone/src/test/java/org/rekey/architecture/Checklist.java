package org.rekey.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows of {@code checklist.txt}, and who shows that they are true: tests, and blocks of the docs that a test executes. */
final class Checklist {

    static final Set<String> OURS =
            Set.of("token", "scope", "tenant", "check", "client", "secret", "api", "role", "alerts");
    static final Set<String> TO_COME = Set.of("console");

    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST_CLASS = Pattern.compile("\\w+(Test|IT)\\.java");
    private static final Pattern TEST = Pattern.compile("@(Test|ParameterizedTest|RepeatedTest)\\b.*");
    private static final Pattern METHOD = Pattern.compile("(?:\\w+ )?void (\\w+)\\(.*");
    private static final Pattern ID_IN_NAME = Pattern.compile("(?:^|_)(DV|DI|OS|DE|DC)_(\\d+)(?=_|$)");
    private static final Pattern BLOCK = Pattern.compile("(?m)^```bash story (.+)$");

    /** A row; what remains of it for later is {@code waitsFor}, or the whole of it when its area is still to come. */
    record Row(String id, String area, String waitsFor, String behaviour) {

        static Row of(String line) {
            String[] fields = line.split("\\s*\\|\\s*", 4);
            Row row = new Row(fields[0], fields[1], fields[2], fields[3]);
            if (!row.isOurs() && !TO_COME.contains(row.area)) {
                throw new IllegalArgumentException(line);
            }
            return row;
        }

        boolean isOurs() {
            return OURS.contains(area);
        }
    }

    /** Something that runs, and the rows that it names. */
    record Proof(String name, Set<String> rows) {}

    private Checklist() {}

    static List<Row> rows() {
        return read(Path.of("src", "test", "resources", "checklist.txt"))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Row::of)
                .toList();
    }

    static List<Proof> proofs() {
        return Stream.concat(testClasses().stream().flatMap(file -> tests(name(file), read(file)).stream()), blocks())
                .filter(proof -> !proof.rows().isEmpty())
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    static Map<String, List<String>> namesByRow(List<Proof> proofs) {
        return proofs.stream()
                .flatMap(proof -> proof.rows().stream().map(row -> Map.entry(row, proof.name())))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** The methods of a source file that JUnit runs. */
    static List<Proof> tests(String className, String source) {
        boolean runs = false;
        boolean disabled = false;
        Stream.Builder<Proof> tests = Stream.builder();
        for (String line : source.lines().map(String::strip).toList()) {
            runs |= TEST.matcher(line).matches();
            disabled |= line.startsWith("@Disabled");
            Matcher method = METHOD.matcher(line);
            if (method.matches()) {
                if (runs && !disabled) {
                    tests.add(new Proof(className + "#" + method.group(1), rowsIn(method.group(1))));
                }
                runs = false;
                disabled = false;
            }
        }
        return tests.build().toList();
    }

    private static Set<String> rowsIn(String methodName) {
        return ID_IN_NAME
                .matcher(methodName)
                .results()
                .map(id -> id.group(1) + "-" + id.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Proof> blocks() {
        return pages().stream().map(page -> new Proof(ROOT.relativize(page).toString(), rowsOf(read(page))));
    }

    static Set<String> rowsOf(String page) {
        return BLOCK.matcher(page)
                .results()
                .flatMap(block -> Stream.of(block.group(1).strip().split("\\s+")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> testClasses() {
        return below(ROOT, 1, Files::isDirectory).stream()
                .map(module -> module.resolve(Path.of("src", "test", "java")))
                .filter(Files::isDirectory)
                .flatMap(sources -> below(sources, 20, Files::isRegularFile).stream())
                .filter(file ->
                        TEST_CLASS.matcher(file.getFileName().toString()).matches())
                .toList();
    }

    /** Those whose stories are executed. */
    private static List<Path> pages() {
        return below(ROOT.resolve("docs").resolve("vendors"), 1, Files::isRegularFile);
    }

    private static List<Path> below(Path folder, int depth, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(wanted).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path testClass) {
        return testClass.getFileName().toString().replace(".java", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
