package org.rekey.command.scim;

import com.unboundid.scim2.common.exceptions.ScimException;
import java.util.Locale;
import java.util.function.Supplier;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.ProblemType;
import org.rekey.command.JsonBody;
import org.rekey.domain.Refusal;
import org.springframework.http.MediaType;

/** Names that the protocol gives. */
final class Scim {

    static final String JSON = JsonBody.SCIM;
    static final String PLAIN_JSON = MediaType.APPLICATION_JSON_VALUE;

    static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
    static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
    static final String ENTERPRISE_USER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
    static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    private Scim() {}

    /** Attributes of the core schema may be written with it in front (RFC 7644 section 3.10). */
    static String withoutSchema(String path, String core) {
        return path.regionMatches(true, 0, core + ":", 0, core.length() + 1) ? path.substring(core.length() + 1) : path;
    }

    /** Names of attributes have no letter case (RFC 7643 section 2.1). */
    static String lower(String attribute) {
        return attribute.toLowerCase(Locale.ROOT);
    }

    static ProblemException refusal(String scimType, String detail) {
        return ProblemException.scim(ProblemType.MALFORMED, scimType, detail);
    }

    static ProblemException refusal(ScimException e) {
        String type = e.getScimError().getScimType();
        String detail = e.getScimError().getDetail();
        return refusal(
                type == null ? "invalidSyntax" : type, detail == null ? "the request cannot be understood" : detail);
    }

    /** Of a step that conflicts with nothing but a name that somebody else has. */
    static <T> T claiming(Supplier<T> step) {
        try {
            return step.get();
        } catch (Refusal e) {
            throw e.kind() == Refusal.Kind.CONFLICT
                    ? ProblemException.scim(ProblemType.CONFLICT, "uniqueness", String.valueOf(e.getMessage()))
                    : e;
        }
    }
}
