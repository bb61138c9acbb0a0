package org.rekey.command.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.rekey.adminapi.Requires;
import org.rekey.domain.Refusal;
import org.rekey.domain.api.AccessLevel;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What there is, for programs that ask first (RFC 7644 section 4). */
@RestController
@RequestMapping(
        path = "/scim/v2",
        produces = {Scim.JSON, Scim.PLAIN_JSON})
class ScimDiscoveryEndpoint {

    @GetMapping("/ServiceProviderConfig")
    @Requires(AccessLevel.READ)
    ResponseEntity<byte[]> configuration(HttpServletRequest request) {
        return ScimAnswer.ok(Discovery.configuration(ScimAnswer.base(request)));
    }

    @GetMapping("/ResourceTypes")
    @Requires(AccessLevel.READ)
    ResponseEntity<byte[]> resourceTypes(HttpServletRequest request) {
        return all(Discovery.resourceTypes(ScimAnswer.base(request)));
    }

    @GetMapping("/ResourceTypes/{id}")
    @Requires(AccessLevel.READ)
    ResponseEntity<byte[]> resourceType(@PathVariable String id, HttpServletRequest request) {
        return one(id, Discovery.resourceTypes(ScimAnswer.base(request)));
    }

    @GetMapping("/Schemas")
    @Requires(AccessLevel.READ)
    ResponseEntity<byte[]> schemas(HttpServletRequest request) {
        return all(Discovery.schemas(ScimAnswer.base(request)));
    }

    @GetMapping("/Schemas/{id}")
    @Requires(AccessLevel.READ)
    ResponseEntity<byte[]> schema(@PathVariable String id, HttpServletRequest request) {
        return one(id, Discovery.schemas(ScimAnswer.base(request)));
    }

    private static ResponseEntity<byte[]> all(List<ObjectNode> found) {
        return ScimAnswer.ok(Resource.list(found.size(), 1, found));
    }

    private static ResponseEntity<byte[]> one(String id, List<ObjectNode> found) {
        return found.stream()
                .filter(resource -> resource.path("id").asText().equals(id))
                .findFirst()
                .map(ScimAnswer::ok)
                .orElseThrow(() -> Refusal.unknown("there is nothing of this name"));
    }
}
