package org.rekey.eventstore;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.axonframework.modelling.saga.repository.jdbc.GenericSagaSqlSchema;
import org.axonframework.modelling.saga.repository.jdbc.SagaSchema;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;

/** Keeps sagas as text that a person can read, where Axon would have bytes. */
final class TextSagaSchema extends GenericSagaSqlSchema {

    TextSagaSchema() {
        super(SagaSchema.builder()
                .sagaEntryTable("eventstore.saga_entry")
                .sagaIdColumn("saga_id")
                .sagaTypeColumn("saga_type")
                .revisionColumn("revision")
                .serializedSagaColumn("serialized_saga")
                .associationValueEntryTable("eventstore.association_value_entry")
                .associationKeyColumn("association_key")
                .associationValueColumn("association_value")
                .build());
    }

    /** An event and a deadline of one saga may meet, in two processes even: the second goes on from what the first has left. */
    @Override
    public PreparedStatement sql_loadSaga(Connection connection, String id) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(
                "select serialized_saga, saga_type, revision from eventstore.saga_entry where saga_id = ? for update");
        statement.setString(1, id);
        return statement;
    }

    @Override
    public PreparedStatement sql_storeSaga(
            Connection connection, String id, @Nullable String revision, String type, byte[] saga) throws SQLException {
        PreparedStatement statement = super.sql_storeSaga(connection, id, revision, type, saga);
        statement.setString(4, new String(saga, StandardCharsets.UTF_8));
        return statement;
    }

    @Override
    public PreparedStatement sql_updateSaga(
            Connection connection, String id, byte[] saga, String type, @Nullable String revision) throws SQLException {
        PreparedStatement statement = super.sql_updateSaga(connection, id, saga, type, revision);
        statement.setString(1, new String(saga, StandardCharsets.UTF_8));
        return statement;
    }

    @Override
    public SerializedObject<byte[]> readSerializedSaga(ResultSet row) throws SQLException {
        return new SimpleSerializedObject<>(
                row.getString(1).getBytes(StandardCharsets.UTF_8), byte[].class, row.getString(2), row.getString(3));
    }
}
