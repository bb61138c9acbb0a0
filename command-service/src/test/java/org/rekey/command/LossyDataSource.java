package org.rekey.command;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Loses the connection at the next commit of a request: just before it reaches the database, or just after. */
final class LossyDataSource extends DelegatingDataSource {

    enum Loss {
        NONE,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    static final AtomicReference<Loss> next = new AtomicReference<>(Loss.NONE);

    LossyDataSource(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")
                            && Thread.currentThread().getName().startsWith("http-")) {
                        lose(real, next.getAndSet(Loss.NONE));
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    private static void lose(Connection connection, Loss loss) throws SQLException {
        if (loss == Loss.NONE) {
            return;
        }
        if (loss == Loss.AFTER_COMMIT) {
            connection.commit();
        } else {
            connection.rollback();
        }
        throw new SQLException("the connection broke", "08006");
    }
}
