package org.rekey.command;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Notes the statements of requests, with how often a row was fetched for each, while it is asked to. */
final class StatementLog extends DelegatingDataSource {

    static final List<String> statements = new CopyOnWriteArrayList<>();
    static volatile boolean listening;

    StatementLog(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = super.getConnection();
        return proxy(Connection.class, real, (method, result) -> {
            return result instanceof PreparedStatement statement ? noting(statement) : result;
        });
    }

    private static Object noting(PreparedStatement statement) {
        return proxy(PreparedStatement.class, statement, (method, result) -> {
            if (method.startsWith("execute") && listening && onRequest()) {
                statements.add(statement.toString());
            }
            return result;
        });
    }

    private static boolean onRequest() {
        return Thread.currentThread().getName().startsWith("http-");
    }

    @FunctionalInterface
    private interface After {
        Object returned(String method, Object result);
    }

    private static <T> T proxy(Class<T> type, T real, After after) {
        return type.cast(Proxy.newProxyInstance(
                StatementLog.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return after.returned(method.getName(), method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                }));
    }
}
