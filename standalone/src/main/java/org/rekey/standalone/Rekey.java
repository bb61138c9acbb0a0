package org.rekey.standalone;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** Everything in one JVM. The services are auto-configurations on the class path. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
public class Rekey {

    public static void main(String[] args) {
        SpringApplication.run(Rekey.class, args);
    }
}
