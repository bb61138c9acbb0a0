package org.rekey.notifier.alert;

import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What stands in the parts of a message that hold no others, in their order. */
public final class MailParts {

    private MailParts() {}

    public static List<String> of(Part part) throws Exception {
        List<String> texts = new ArrayList<>();
        add(part, texts);
        return texts;
    }

    private static void add(Part part, List<String> texts) throws Exception {
        Object content = part.getContent();
        if (content instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                add(parts.getBodyPart(i), texts);
            }
        } else {
            texts.add(text(part));
        }
    }

    private static String text(Part part) throws Exception {
        try (InputStream in = part.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
