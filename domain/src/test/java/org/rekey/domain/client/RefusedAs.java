package org.rekey.domain.client;

import org.hamcrest.Description;
import org.hamcrest.Matcher;
import org.hamcrest.TypeSafeMatcher;
import org.rekey.domain.Refusal;

/** Matches a refusal by its kind. */
public final class RefusedAs extends TypeSafeMatcher<Throwable> {

    private final Refusal.Kind kind;

    private RefusedAs(Refusal.Kind kind) {
        this.kind = kind;
    }

    public static Matcher<Throwable> kind(Refusal.Kind kind) {
        return new RefusedAs(kind);
    }

    @Override
    protected boolean matchesSafely(Throwable thrown) {
        return thrown instanceof Refusal refusal && refusal.kind() == kind;
    }

    @Override
    public void describeTo(Description description) {
        description.appendText("a refusal of the kind ").appendValue(kind);
    }
}
