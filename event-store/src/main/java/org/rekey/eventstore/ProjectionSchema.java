package org.rekey.eventstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.StreamUtils;

/** The PostgreSQL schema of a projection, and the one beside it in which it is rebuilt. To be called in a transaction. */
final class ProjectionSchema {

    private final JdbcTemplate jdbc;
    private final String name;
    private final String live;
    private final String ddl;
    private final String fingerprint;

    ProjectionSchema(JdbcTemplate jdbc, Projection projection) {
        this.jdbc = jdbc;
        this.name = projection.name();
        this.live = projection.schema();
        this.ddl =
                projection.ddlResources().stream().map(ProjectionSchema::read).collect(Collectors.joining());
        this.fingerprint = "rekey " + name + " " + sha256(ddl);
    }

    String live() {
        return live;
    }

    String rebuild() {
        return live + "_rebuild";
    }

    private String old() {
        return live + "_old";
    }

    boolean exists() {
        return Objects.requireNonNull(
                jdbc.queryForObject("select to_regnamespace(?) is not null", Boolean.class, live));
    }

    /** Whether its tables were made by the DDL of this version. */
    boolean isCurrent() {
        List<@Nullable String> comments =
                jdbc.queryForList("select obj_description(to_regnamespace(?), 'pg_namespace')", String.class, live);
        return comments.contains(fingerprint);
    }

    void create() {
        create(live);
    }

    void createRebuild() {
        dropRebuild();
        create(rebuild());
    }

    void dropRebuild() {
        jdbc.execute("drop schema if exists " + rebuild() + " cascade");
    }

    void dropOld() {
        jdbc.execute("drop schema if exists " + old() + " cascade");
    }

    /** Renaming a schema locks no table: whoever reads goes on reading, the old rows or the same new ones. */
    void swap() {
        dropOld();
        jdbc.execute("alter schema " + live + " rename to " + old());
        jdbc.execute("alter schema " + rebuild() + " rename to " + live);
    }

    List<String> tables(String schema) {
        return jdbc.queryForList(
                "select c.relname from pg_class c where c.relnamespace = to_regnamespace(?) and c.relkind in ('r', 'p')"
                        + " order by 1",
                String.class,
                schema);
    }

    /** Waits for all who work on the live tables, and keeps them out until the transaction ends. */
    void lockOut() {
        jdbc.query("select pg_advisory_xact_lock(hashtextextended(?, 1))", row -> {}, name);
    }

    private void create(String schema) {
        jdbc.execute("create schema " + schema);
        jdbc.queryForObject("select set_config('search_path', ?, true)", String.class, schema);
        jdbc.execute(ddl);
        jdbc.execute("comment on schema " + schema + " is '" + fingerprint + "'");
    }

    private static String read(String resource) {
        try (var in = new ClassPathResource(resource).getInputStream()) {
            return StreamUtils.copyToString(in, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the tables of a projection are declared in " + resource, e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
