package org.rekey.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page tells in its {@code bash story} blocks, as one script. A command is followed by what it prints, a part of it:
 * {@code # => part} at its end or, as often as needed, on lines of its own.
 */
record Story(List<String> blocks) {

    private static final Pattern BLOCK = Pattern.compile("```bash story[^\n]*\n(.*?)```", Pattern.DOTALL);
    private static final Pattern EXPECTATION = Pattern.compile("(?s)^(.*?)\\s*# => (.*)$");

    private record Step(String command, List<String> expected) {

        String script() {
            if (expected.isEmpty()) {
                return command + "\n";
            }
            StringBuilder script = new StringBuilder("printed=$(" + command + "\n)\n");
            expected.forEach(part -> script.append("grep -qF -e %s <<< \"$printed\" || unexpected %s %s \"$printed\"\n"
                    .formatted(quoted(part), quoted(command), quoted(part))));
            return script.toString();
        }
    }

    static Story on(Path page) throws IOException {
        return new Story(BLOCK.matcher(Files.readString(page))
                .results()
                .map(block -> block.group(1))
                .toList());
    }

    /** This story after the beginning of another one. */
    Story after(Story other, int blocks) {
        List<String> both = new ArrayList<>(other.blocks.subList(0, blocks));
        both.addAll(this.blocks);
        return new Story(both);
    }

    long expectations() {
        return steps().stream().mapToLong(step -> step.expected().size()).sum();
    }

    String script() {
        StringBuilder script = new StringBuilder("""
                set -eu -o pipefail
                unexpected() { printf '%s\\n-- should have printed --\\n%s\\n-- but printed --\\n%s\\n' "$@"; exit 1; }
                """);
        steps().forEach(step -> script.append(step.script()));
        return script.append("echo told to the end\n").toString();
    }

    private List<Step> steps() {
        return blocks.stream().flatMap(block -> steps(block).stream()).toList();
    }

    private static List<Step> steps(String block) {
        List<Step> steps = new ArrayList<>();
        String command = "";
        for (String line : block.lines().toList()) {
            command += line;
            if (isUnfinished(command)) {
                command += "\n";
                continue;
            }
            Matcher expectation = EXPECTATION.matcher(command);
            boolean expects = expectation.matches();
            if (!expects || !expectation.group(1).isEmpty()) {
                steps.add(new Step(expects ? expectation.group(1) : command, new ArrayList<>()));
            }
            if (expects) {
                steps.get(steps.size() - 1).expected().add(expectation.group(2));
            }
            command = "";
        }
        return steps;
    }

    /** Within quotes, or with a backslash at its end. */
    private static boolean isUnfinished(String command) {
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == '\\' && quote != '\'') {
                i++;
                if (i == command.length()) {
                    return true;
                }
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (quote == 0 && command.startsWith("# => ", i)) {
                return false;
            }
        }
        return quote != 0;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
