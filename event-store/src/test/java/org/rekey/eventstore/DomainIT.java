package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rekey.eventstore.TestApplication.SOMEBODY;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.Refusal;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.RegisterApi;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.CreateClient;
import org.rekey.domain.client.Grant;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

class DomainIT {

    static class WaitingSaga {
        String waitsFor = "the end";
    }

    @Configuration(proxyBeanMethods = false)
    static class Sagas {
        @Bean
        StoredName waitingSaga() {
            return new StoredName(WaitingSaga.class, "waiting");
        }
    }

    private static final TestApplication application =
            TestApplication.start(EmbeddedDatabase.freshProperties(), Sagas.class);

    @AfterAll
    static void close() {
        application.close();
    }

    @Test
    void a_client_can_be_granted_what_the_same_transaction_has_registered() {
        application.commits().inOneTransaction(SOMEBODY, dispatch -> {
            dispatch.send(new RegisterApi(
                    new ApiKey("assets"),
                    new ApiDefinition("Assets", Set.of(AccessLevel.READ), Map.of(), null, List.of())));
            return dispatch.send(create("first", "assets"));
        });

        assertThat(application
                        .jdbc()
                        .sql("select payload_type from eventstore.event order by global_index")
                        .query(String.class)
                        .list())
                .containsExactly("api.registered", "client.created", "secret.issued");
    }

    @Test
    void an_api_that_nobody_registered_cannot_be_granted() {
        assertThatThrownBy(() -> application.commits().dispatch(SOMEBODY, create("second", "nowhere")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("there is no API 'nowhere'");
    }

    @Test
    @SuppressWarnings("unchecked")
    void a_saga_is_kept_under_its_name_and_as_readable_json() {
        SagaStore<Object> sagas = application.bean(SagaStore.class);
        AssociationValue association = new AssociationValue("clientId", "a");

        application
                .bean(TransactionTemplate.class)
                .executeWithoutResult(status ->
                        sagas.insertSaga(WaitingSaga.class, "saga-1", new WaitingSaga(), Set.of(association)));

        Map<String, Object> row = application
                .jdbc()
                .sql("select * from eventstore.saga_entry")
                .query()
                .singleRow();
        assertThat(row)
                .containsEntry("saga_type", "waiting")
                .containsEntry("serialized_saga", "{\"waitsFor\":\"the end\"}");
        assertThat(sagas.findSagas(WaitingSaga.class, association)).containsExactly("saga-1");
        assertThat(sagas.loadSaga(WaitingSaga.class, "saga-1").saga().waitsFor).isEqualTo("the end");
    }

    private static CreateClient create(String clientId, String api) {
        return new CreateClient(
                new ClientId(clientId),
                ClientKind.SERVICE,
                null,
                null,
                new ClientProfile("A client", null, Map.of()),
                GrantedScopes.of(List.of(new Grant(new ApiKey(api), Set.of(AccessLevel.READ)))),
                RotationInterval.NEVER,
                TokenPolicy.DEFAULT,
                AlertRecipients.NONE,
                List.of(),
                new SecretId("s1"),
                new SecretHash("hmac-sha256:AA=="));
    }
}
