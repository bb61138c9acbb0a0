package org.rekey.standalone;

import java.net.InetAddress;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;

/** Who can move the time ends every secret: where that is possible, nobody comes in from another machine. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DemoClockCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final String SETTING = "rekey.demo.clock";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        boolean movable = environment.getProperty(SETTING, Boolean.class, false);
        if (movable && !listensOnLoopback(environment)) {
            throw new InvalidConfigurationPropertyValueException(
                    SETTING,
                    true,
                    "time can be moved only where the server listens on loopback alone: set server.address=127.0.0.1");
        }
    }

    private static boolean listensOnLoopback(ConfigurableEnvironment environment) {
        BindResult<InetAddress> address = Binder.get(environment).bind("server.address", InetAddress.class);
        return address.isBound() && address.get().isLoopbackAddress();
    }
}
